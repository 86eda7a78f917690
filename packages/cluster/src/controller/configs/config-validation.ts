/**
 * Which dynamic configs a resource may have, with the error that Kafka gives for each kind of resource: topics and
 * groups INVALID_CONFIG, brokers and client metrics INVALID_REQUEST (B142).
 */
import type { ClusterImage } from '@moldau/metadata';
import { type ErrorCode, Errors } from '@moldau/protocol';
import { InvalidSettingError, invalidValue, type Setting } from '@moldau/runtime';
import { Refusal } from '../admin-error.ts';
import { type ConfigResourceName, ResourceTypes } from '../controller.ts';
import type { ConfigCatalog } from './config-catalog.ts';
import { clientMetricsIntervalProblem, groupConfigProblems } from './resource-configs.ts';

/** Throws a Refusal if the resource may not have these dynamic configs. */
export function checkConfigs(
  catalog: ConfigCatalog,
  image: ClusterImage,
  resource: ConfigResourceName,
  configs: ReadonlyMap<string, string>,
): void {
  switch (resource.type) {
    case ResourceTypes.TOPIC:
      checkTopic(catalog, image, configs);
      break;
    case ResourceTypes.BROKER:
      checkBroker(catalog, image, resource.name, configs);
      break;
    case ResourceTypes.GROUP:
      checkDeclared(catalog.group, configs, 'Unknown group config name', Errors.INVALID_CONFIG);
      checkGroup(catalog, configs);
      break;
    default:
      checkClientMetrics(catalog, configs);
  }
}

/** The declaration of a config of the resource, if it is known. */
export function settingOf(catalog: ConfigCatalog, type: number, name: string): Setting | undefined {
  switch (type) {
    case ResourceTypes.TOPIC:
      return catalog.topic.get(name);
    case ResourceTypes.BROKER:
      return catalog.brokerSetting(name);
    case ResourceTypes.GROUP:
      return catalog.group.get(name);
    default:
      return catalog.clientMetrics.get(name);
  }
}

function checkTopic(catalog: ConfigCatalog, image: ClusterImage, configs: ReadonlyMap<string, string>): void {
  const [problem] = catalog.topicProblems(image, configs);
  if (problem !== undefined) throw new Refusal(Errors.INVALID_CONFIG, problem);
}

function checkGroup(catalog: ConfigCatalog, configs: ReadonlyMap<string, string>): void {
  const texts = new Map<string, string>();
  for (const { name, defaultText } of catalog.group.values()) texts.set(name, configs.get(name) ?? defaultText ?? '');
  const [problem] = groupConfigProblems(texts);
  if (problem !== undefined) throw new Refusal(Errors.INVALID_CONFIG, problem);
}

/** Names that are not declared are kept without a check, as Kafka keeps them for its plug-ins. */
function checkBroker(
  catalog: ConfigCatalog,
  image: ClusterImage,
  broker: string,
  configs: ReadonlyMap<string, string>,
): void {
  const named = (holds: (setting: Setting) => boolean): string[] =>
    [...configs.keys()].filter((name) => {
      const setting = catalog.brokerSetting(name);
      return setting !== undefined && holds(setting);
    });
  refuseNames(
    'Cannot update these configs dynamically',
    named(({ scope }) => scope === 'read-only'),
  );
  refuseNames(
    'These security configs can be dynamically updated only per-listener using the listener prefix',
    named(({ name, scope }) => scope === 'per-broker' && name.startsWith('ssl.')),
  );
  for (const [name, text] of configs) {
    const setting = catalog.brokerSetting(name);
    if (setting !== undefined) checkValue(setting, text, Errors.INVALID_REQUEST);
  }
  if (broker === '') {
    refuseNames(
      'Cannot update these configs at default cluster level, broker id must be specified',
      named(({ scope }) => scope === 'per-broker'),
    );
  }
  const [problem] = catalog.brokerProblems(image, broker, configs);
  if (problem !== undefined) throw new Refusal(Errors.INVALID_REQUEST, problem);
}

function refuseNames(problem: string, names: readonly string[]): void {
  if (names.length > 0) throw new Refusal(Errors.INVALID_REQUEST, `${problem}: Set(${names.join(', ')})`);
}

function checkDeclared(
  settings: ReadonlyMap<string, Setting>,
  configs: ReadonlyMap<string, string>,
  unknown: string,
  code: ErrorCode,
): void {
  for (const name of configs.keys()) {
    if (!settings.has(name)) throw new Refusal(code, `${unknown}: ${name}`);
  }
  checkValues(settings, configs);
}

function checkValues(settings: ReadonlyMap<string, Setting>, configs: ReadonlyMap<string, string>): void {
  for (const [name, text] of configs) {
    const setting = settings.get(name);
    if (setting !== undefined) checkValue(setting, text, Errors.INVALID_CONFIG);
  }
}

/** An interval out of bounds is an invalid request, every other wrong value an invalid config. */
function checkClientMetrics(catalog: ConfigCatalog, configs: ReadonlyMap<string, string>): void {
  checkDeclared(catalog.clientMetrics, configs, 'Unknown client metrics configuration', Errors.INVALID_REQUEST);
  const problem = clientMetricsIntervalProblem(configs);
  if (problem !== undefined) throw new Refusal(Errors.INVALID_REQUEST, problem);
}

function checkValue(setting: Setting, text: string, code: ErrorCode): void {
  try {
    setting.parse(text);
  } catch (error) {
    if (!(error instanceof InvalidSettingError)) throw error;
    throw new Refusal(code, invalidValue(setting, text, error.message));
  }
}
