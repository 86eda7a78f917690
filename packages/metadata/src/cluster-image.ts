import type { QuotaEntity } from './records/client-quota-records.ts';

/**
 * The cluster as of one revision, immutable: what brokers answer Metadata from and decide by. Built from the
 * records in the MetadataStore; a change makes a new image that shares what stayed the same.
 */
export interface ClusterImage {
  readonly revision: number;
  readonly clusterId: string;
  readonly controllerId: number;
  /** Of the last controller: how often there has been a new one. */
  readonly controllerEpoch: number;
  readonly brokers: ReadonlyMap<number, BrokerImage>;
  readonly topicsByName: ReadonlyMap<string, TopicImage>;
  readonly topicsById: ReadonlyMap<string, TopicImage>;
  /** Dynamic configs by resource: topic name, broker id as text, '' for the cluster-wide broker default, group id. */
  readonly configs: {
    readonly topic: ReadonlyMap<string, ReadonlyMap<string, string>>;
    readonly broker: ReadonlyMap<string, ReadonlyMap<string, string>>;
    readonly group: ReadonlyMap<string, ReadonlyMap<string, string>>;
    /** By name of the subscription. */
    readonly clientMetrics: ReadonlyMap<string, ReadonlyMap<string, string>>;
  };
  /** By `quotaEntityKey`. */
  readonly clientQuotas: ReadonlyMap<string, ClientQuotaImage>;
  /** Finalized feature levels by name, and the revision that last changed them. */
  readonly features: ReadonlyMap<string, number>;
  readonly featuresEpoch: number;
}

export interface ClientQuotaImage {
  readonly entity: QuotaEntity;
  /** By Kafka's names: `producer_byte_rate` … */
  readonly quotas: ReadonlyMap<string, number>;
}

export interface BrokerImage {
  readonly id: number;
  readonly epoch: number;
  readonly state: 'FENCED' | 'ACTIVE' | 'DRAINING';
  readonly rack: string | null;
  /** By listener name. */
  readonly listeners: ReadonlyMap<string, { readonly host: string; readonly port: number }>;
}

export interface TopicImage {
  readonly name: string;
  /** 22 characters of base64url. */
  readonly id: string;
  /** `__consumer_offsets`, `__transaction_state`, `__share_group_state`. */
  readonly isInternal: boolean;
  /** By partition number, without gaps. */
  readonly partitions: readonly PartitionImage[];
}

export interface PartitionImage {
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly adding: readonly number[];
  readonly removing: readonly number[];
  readonly elr: readonly number[];
}
