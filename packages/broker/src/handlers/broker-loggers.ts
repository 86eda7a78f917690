/** Levels of the broker's loggers, as configs of the resource BROKER_LOGGER. They last until the broker stops. */
import {
  type AdminError,
  type AlterConfigsResult,
  type ConfigEntry,
  ConfigOperations,
  ConfigSources,
  ConfigTypes,
  type IncrementalAlteration,
  Refusal,
  refusalOf,
  ResourceTypes,
} from '@moldau/cluster';
import { Errors } from '@moldau/protocol';

/** Kafka's levels that can be asked for. */
const levels = ['DEBUG', 'ERROR', 'FATAL', 'INFO', 'TRACE', 'WARN'] as const;

export type BrokerLoggerLevel = (typeof levels)[number];

export interface BrokerLoggers {
  /** Every logger there is, by name, `root` among them, with the level that holds for it. */
  levels(): ReadonlyMap<string, string>;
  /** Undefined gives a logger the level of `root` again. */
  setLevel(name: string, level: BrokerLoggerLevel | undefined): void;
}

export const noLoggers: BrokerLoggers = {
  levels: () => new Map(),
  setLevel() {},
};

const ROOT = 'root';

export function isLoggerResource({ type }: { readonly type: number }): boolean {
  return type === ResourceTypes.BROKER_LOGGER;
}

/** `root` first, the others by name. */
export function loggerEntries(loggers: BrokerLoggers): ConfigEntry[] {
  const names = [...loggers.levels()].sort(([a], [b]) => Number(b === ROOT) - Number(a === ROOT) || (a < b ? -1 : 1));
  return names.map(([name, value]) => ({
    name,
    value,
    source: ConfigSources.BROKER_LOGGER,
    type: ConfigTypes.UNKNOWN,
    isReadOnly: false,
    isSensitive: false,
    documentation: '',
    synonyms: [],
  }));
}

/** Checks everything before it changes anything. */
export function alterLoggers(
  loggers: BrokerLoggers,
  brokerId: number,
  resource: IncrementalAlteration,
  validateOnly: boolean,
): AlterConfigsResult {
  const { type, name } = resource;
  const decided = refusalOf(() => {
    requireNode(brokerId, name);
    return decideChanges(loggers, resource);
  });
  if ('error' in decided) return { type, name, error: decided.error satisfies AdminError };
  if (!validateOnly) for (const change of decided.value) loggers.setLevel(change.logger, change.level);
  return { type, name, error: undefined };
}

interface Change {
  readonly logger: string;
  readonly level: BrokerLoggerLevel | undefined;
}

function decideChanges(loggers: BrokerLoggers, { configs }: IncrementalAlteration): Change[] {
  if (new Set(configs.map(({ name }) => name)).size < configs.length) {
    throw new Refusal(Errors.INVALID_REQUEST, 'Error due to duplicate config keys');
  }
  return configs.map(({ name, operation, value }) => {
    if (operation !== ConfigOperations.DELETE && value === null) {
      throw new Refusal(Errors.INVALID_REQUEST, `Null value not supported for : ${name}`);
    }
    switch (operation) {
      case ConfigOperations.SET:
        requireLogger(loggers, name);
        return { logger: name, level: levelOf(name, value ?? '') };
      case ConfigOperations.DELETE:
        requireLogger(loggers, name);
        if (name === ROOT) {
          throw new Refusal(Errors.INVALID_REQUEST, 'Removing the log level of the root logger is not allowed');
        }
        return { logger: name, level: undefined };
      default:
        throw new Refusal(Errors.INVALID_REQUEST, refusedOperation(operation));
    }
  });
}

function refusedOperation(operation: number): string {
  const names = new Map<number, string>([
    [ConfigOperations.APPEND, 'APPEND'],
    [ConfigOperations.SUBTRACT, 'SUBTRACT'],
  ]);
  const name = names.get(operation);
  return name === undefined
    ? `Unknown operations type ${operation}`
    : `${name} operation is not allowed for the BROKER_LOGGER resource`;
}

function requireNode(brokerId: number, name: string): void {
  if (!/^[+-]?\d+$/.test(name)) {
    throw new Refusal(Errors.INVALID_REQUEST, `Node id must be an integer, but it is: ${name}`);
  }
  if (Number(name) !== brokerId) {
    throw new Refusal(Errors.INVALID_REQUEST, `Unexpected node id. Expected ${brokerId}, but received ${name}`);
  }
}

function requireLogger(loggers: BrokerLoggers, name: string): void {
  if (!loggers.levels().has(name)) throw new Refusal(Errors.INVALID_CONFIG, `Logger ${name} does not exist!`);
}

function levelOf(logger: string, text: string): BrokerLoggerLevel {
  const level = levels.find((candidate) => candidate === text);
  if (level !== undefined) return level;
  const problem = `Cannot set the log level of ${logger} to ${text} as it is not a supported log level.`;
  throw new Refusal(Errors.INVALID_CONFIG, `${problem} Valid log levels are ${levels.join(', ')}`);
}
