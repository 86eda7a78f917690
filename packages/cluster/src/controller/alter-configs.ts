/**
 * Changing dynamic configs of topics, brokers, groups and client metrics, one by one or whole (B142). What is stored for
 * a resource is all of its dynamic configs by name.
 */
import { type ConfigResource, encodeConfigs, type Write } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import { type AdminError, Refusal, refusalOf } from './admin-error.ts';
import type { ConfigCatalog } from './configs/config-catalog.ts';
import { checkConfigs, settingOf } from './configs/config-validation.ts';
import {
  type AlterConfigsResult,
  ConfigOperations,
  type ConfigResourceName,
  type ConfigValue,
  type IncrementalAlteration,
  ResourceTypes,
  type WholeAlteration,
} from './controller.ts';
import type { ControllerView, Decision, Transactions } from './controller-view.ts';
import { topicNameProblem } from './topic-name.ts';

export interface AlterConfigsContext {
  readonly view: ControllerView;
  readonly catalog: ConfigCatalog;
}

type Configs = ReadonlyMap<string, string>;

export function decideIncrementalAlterConfigs(
  context: AlterConfigsContext,
  resources: readonly IncrementalAlteration[],
): Decision<AlterConfigsResult>[] {
  return decideEach(context, resources, (resource, present) => alterOneByOne(context, resource, present));
}

export function decideAlterConfigs(
  context: AlterConfigsContext,
  resources: readonly WholeAlteration[],
): Decision<AlterConfigsResult>[] {
  return decideEach(context, resources, (resource) => {
    return new Map(resource.configs.map((config) => [config.name, valueOf(config)]));
  });
}

interface Alteration extends ConfigResourceName {
  readonly configs: readonly ConfigValue[];
}

function decideEach<A extends Alteration>(
  context: AlterConfigsContext,
  resources: readonly A[],
  alter: (resource: A, present: Configs) => Configs,
): Decision<AlterConfigsResult>[] {
  const groups = Map.groupBy(resources, ({ type, name }) => JSON.stringify([type, name]));
  const repeated = new Set([...groups.values()].filter((group) => group.length > 1).flat());
  return resources.map((resource) => {
    if (repeated.has(resource)) return refused(resource, repeatedError);
    const decided = refusalOf(() => decideOne(context, resource, alter));
    return 'error' in decided ? refused(resource, decided.error) : decided.value;
  });
}

const repeatedError: AdminError = {
  code: Errors.INVALID_REQUEST,
  message: 'The request names this resource more than once',
};

function refused({ type, name }: ConfigResourceName, error: AdminError): Decision<AlterConfigsResult> {
  return { result: { type, name, error }, transactions: [] };
}

function decideOne<A extends Alteration>(
  { view, catalog }: AlterConfigsContext,
  resource: A,
  alter: (resource: A, present: Configs) => Configs,
): Decision<AlterConfigsResult> {
  const { type, name } = resource;
  const family = familyOf(catalog, resource);
  checkNames(resource.configs);
  requireExists(view, resource);
  const present: Configs = view.image.configs[family].get(name) ?? new Map();
  const configs = alter(resource, present);
  checkConfigs(catalog, view.image, resource, configs);
  const result = { type, name, error: undefined };
  return { result, transactions: replacement(view, family, name, present, configs) };
}

/** Where the configs of a resource are kept. Throws a Refusal for a resource that cannot have any. */
function familyOf(catalog: ConfigCatalog, { type, name }: ConfigResourceName): ConfigResource {
  switch (type) {
    case ResourceTypes.TOPIC:
      if (name === '') throw new Refusal(Errors.INVALID_REQUEST, 'Default topic resources are not allowed.');
      return 'topic';
    case ResourceTypes.BROKER:
      if (name !== '') requireThisBroker(catalog, name);
      return 'broker';
    case ResourceTypes.GROUP:
      if (name === '') throw new Refusal(Errors.INVALID_REQUEST, 'Default group resources are not allowed.');
      return 'group';
    case ResourceTypes.CLIENT_METRICS:
      if (name === '') throw new Refusal(Errors.INVALID_REQUEST, "Subscription name can't be empty");
      return 'clientMetrics';
    default:
      return refuseUnknownType(type);
  }
}

function refuseUnknownType(type: number): never {
  throw new Refusal(Errors.INVALID_REQUEST, `Unknown resource type ${type}`);
}

/** Only the broker itself knows its configs (B141). Throws a Refusal. */
export function requireThisBroker(catalog: ConfigCatalog, name: string): void {
  if (!/^[+-]?\d+$/.test(name)) {
    throw new Refusal(Errors.INVALID_REQUEST, `Node id must be an integer, but it is: ${name}`);
  }
  if (Number(name) !== catalog.brokerId) {
    const message = `Unexpected broker id, expected ${catalog.brokerId}, but received ${name}`;
    throw new Refusal(Errors.INVALID_REQUEST, message);
  }
}

function checkNames(configs: readonly ConfigValue[]): void {
  if (new Set(configs.map(({ name }) => name)).size < configs.length) {
    throw new Refusal(Errors.INVALID_REQUEST, 'Error due to duplicate config keys');
  }
}

function requireExists(view: ControllerView, { type, name }: ConfigResourceName): void {
  if (type !== ResourceTypes.TOPIC) return;
  const problem = topicNameProblem(name);
  if (problem !== undefined) throw new Refusal(Errors.INVALID_TOPIC_EXCEPTION, problem);
  if (!view.image.topicsByName.has(name)) {
    throw new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${name}' does not exist`);
  }
}

function alterOneByOne({ view, catalog }: AlterConfigsContext, resource: IncrementalAlteration, present: Configs) {
  const { type, configs } = resource;
  const altered = new Map(present);
  for (const config of configs) {
    const { name, operation } = config;
    switch (operation) {
      case ConfigOperations.SET:
        altered.set(name, valueOf(config));
        break;
      case ConfigOperations.DELETE:
        altered.delete(name);
        break;
      case ConfigOperations.APPEND:
      case ConfigOperations.SUBTRACT: {
        const items = listItems(view, catalog, { type, name, operation }, present.get(name));
        altered.set(name, combine(items, valueOf(config), operation).join(','));
        break;
      }
      default:
        throw new Refusal(Errors.INVALID_REQUEST, `Unknown operations type ${operation}`);
    }
  }
  return altered;
}

function valueOf({ name, value }: ConfigValue): string {
  if (value === null) throw new Refusal(Errors.INVALID_REQUEST, `Null value not supported for : ${name}`);
  return value;
}

function listItems(
  view: ControllerView,
  catalog: ConfigCatalog,
  { type, name, operation }: ConfigResourceOperation,
  override: string | undefined,
): string[] {
  const setting = settingOf(catalog, type, name);
  // Kafka knows no lists among the configs of client metrics.
  if (setting?.type === 'LIST' && type !== ResourceTypes.CLIENT_METRICS) {
    return catalog.listItems(view.image, setting, override);
  }
  const verb = operation === ConfigOperations.APPEND ? 'APPEND' : 'SUBTRACT';
  throw new Refusal(Errors.INVALID_CONFIG, `Can't ${verb} to key ${name} because its type is not LIST.`);
}

interface ConfigResourceOperation {
  readonly type: number;
  readonly name: string;
  readonly operation: number;
}

function combine(items: readonly string[], text: string, operation: number): string[] {
  const operands = text.split(',').map((item) => item.trim());
  if (operation === ConfigOperations.SUBTRACT) return items.filter((item) => !operands.includes(item));
  return [...items, ...operands.filter((item) => !items.includes(item))];
}

function replacement(
  view: ControllerView,
  family: ConfigResource,
  name: string,
  present: Configs,
  configs: Configs,
): Transactions {
  const isSame = configs.size === present.size && [...configs].every(([key, value]) => present.get(key) === value);
  if (isSame) return [];
  const key = view.keys.config(family, name);
  const write: Write = configs.size === 0 ? { delete: key } : { put: key, value: encodeConfigs(configs) };
  return [[write]];
}
