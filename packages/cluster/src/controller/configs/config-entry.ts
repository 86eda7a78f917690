/** One config as DescribeConfigs and CreateTopics show it: its value, and where that comes from (B141). */

/** Kafka's numbers of sources. */
export const ConfigSources = {
  TOPIC: 1,
  BROKER: 2,
  CLUSTER_DEFAULT: 3,
  STATIC: 4,
  DEFAULT: 5,
  BROKER_LOGGER: 6,
  CLIENT_METRICS: 7,
  GROUP: 8,
} as const;

/** Kafka's numbers of types; 0 is unknown. */
export const ConfigTypes = {
  UNKNOWN: 0,
  BOOLEAN: 1,
  STRING: 2,
  INT: 3,
  SHORT: 4,
  LONG: 5,
  DOUBLE: 6,
  LIST: 7,
  CLASS: 8,
  PASSWORD: 9,
} as const;

export interface ConfigEntry {
  readonly name: string;
  /** Null when there is none, or when it is sensitive. */
  readonly value: string | null;
  readonly source: number;
  readonly type: number;
  readonly isReadOnly: boolean;
  readonly isSensitive: boolean;
  readonly documentation: string;
  /** Every value that is given for this config, the one in force first. */
  readonly synonyms: readonly ConfigSynonym[];
}

export interface ConfigSynonym {
  readonly name: string;
  readonly value: string | null;
  readonly source: number;
}
