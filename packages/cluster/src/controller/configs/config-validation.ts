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
import { groupConfigProblems } from './resource-configs.ts';

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
      checkBroker(catalog, resource.name, configs);
      break;
    case ResourceTypes.GROUP:
      checkDeclared(catalog.group, configs, 'group', Errors.INVALID_CONFIG);
      checkGroup(catalog, configs);
      break;
    default:
      checkDeclared(catalog.clientMetrics, configs, 'client metrics', Errors.INVALID_REQUEST);
  }
}

/** The declaration of a config of the resource, if it is known. */
export function settingOf(catalog: ConfigCatalog, type: number, name: string): Setting | undefined {
  switch (type) {
    case ResourceTypes.TOPIC:
      return catalog.topic.get(name);
    case ResourceTypes.BROKER:
      return catalog.broker.get(name);
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
function checkBroker(catalog: ConfigCatalog, broker: string, configs: ReadonlyMap<string, string>): void {
  for (const [name, text] of configs) {
    const setting = catalog.broker.get(name) ?? catalog.brokerSynonyms.get(name);
    if (setting === undefined) continue;
    if (setting.scope === 'read-only') {
      throw new Refusal(Errors.INVALID_REQUEST, `The config ${name} cannot be changed while the broker runs`);
    }
    if (broker === '' && setting.scope === 'per-broker') {
      const message = `The config ${name} can be changed for single brokers only, not for the whole cluster`;
      throw new Refusal(Errors.INVALID_REQUEST, message);
    }
    checkValue(setting, text, Errors.INVALID_REQUEST);
  }
}

function checkDeclared(
  settings: ReadonlyMap<string, Setting>,
  configs: ReadonlyMap<string, string>,
  what: string,
  code: ErrorCode,
): void {
  for (const [name, text] of configs) {
    const setting = settings.get(name);
    if (setting === undefined) throw new Refusal(code, `There is no ${what} config ${name}`);
    checkValue(setting, text, code);
  }
}

function checkValue(setting: Setting, text: string, code: ErrorCode): void {
  try {
    setting.parse(text);
  } catch (error) {
    if (!(error instanceof InvalidSettingError)) throw error;
    throw new Refusal(code, invalidValue(setting, text, error.message));
  }
}
