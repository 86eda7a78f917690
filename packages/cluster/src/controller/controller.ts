/**
 * What the active controller does for administrators and producers. Every answer names each topic or resource of the
 * request; one that is refused does not affect the others. A change is answered when the image of this process has it.
 * Rejects with a ProtocolError when the whole request cannot be served, for instance because the metadata store does
 * not take writes.
 */
import type { AdminError } from './admin-error.ts';
import type { ManualAssignment } from './assignment.ts';
import type { QuotaEntityComponent } from './client-quota-rules.ts';
import type { ConfigEntry } from './configs/config-entry.ts';

export interface Controller {
  createTopics(topics: readonly NewTopic[], options: MutationOptions): Promise<CreateTopicResult[]>;
  deleteTopics(topics: readonly TopicSelector[], admit?: AdmitPartitions): Promise<DeleteTopicResult[]>;
  createPartitions(topics: readonly NewPartitions[], options: MutationOptions): Promise<CreatePartitionsResult[]>;
  incrementalAlterConfigs(
    resources: readonly IncrementalAlteration[],
    options: ValidateOption,
  ): Promise<AlterConfigsResult[]>;
  /** Replaces all dynamic configs of each resource. */
  alterConfigs(resources: readonly WholeAlteration[], options: ValidateOption): Promise<AlterConfigsResult[]>;
  alterClientQuotas(
    alterations: readonly ClientQuotaAlteration[],
    options: ValidateOption,
  ): Promise<AlterClientQuotasResult[]>;
  /** Null stands for all topics. */
  electLeaders(type: ElectionType, selection: readonly ElectionSelection[] | null): Promise<ElectionResult[]>;
  alterReassignments(topics: readonly TopicReassignment[], options: ReassignmentOptions): Promise<ReassignmentResult[]>;
  updateFeatures(updates: readonly FeatureUpdate[], options: ValidateOption): Promise<UpdateFeaturesResult>;
  unregisterBroker(brokerId: number): Promise<UnregisterBrokerResult>;
  /** Producer ids that nobody else has been or will ever be given (B48). */
  allocateProducerIds(): Promise<ProducerIdBlock>;
}

export interface ValidateOption {
  readonly validateOnly: boolean;
}

/**
 * Asked once nothing else is wrong with a topic whose `partitions` are about to be created or deleted; an error refuses
 * it (KIP-599). Asked again, of the same topic, when the image has changed before the decision was written.
 */
export type AdmitPartitions = (topic: string, partitions: number) => AdminError | undefined;

export interface MutationOptions extends ValidateOption {
  readonly admit?: AdmitPartitions | undefined;
}

export interface NewTopic {
  readonly name: string;
  /** -1: the broker's default, or as many as assigned. */
  readonly partitions: number;
  /** -1: the broker's default, or as many as assigned. */
  readonly replicationFactor: number;
  /** Empty: the controller places the replicas. */
  readonly assignments: readonly ManualAssignment[];
  readonly configs: readonly ConfigValue[];
}

export interface ConfigValue {
  readonly name: string;
  readonly value: string | null;
}

export type CreateTopicResult =
  | { readonly name: string; readonly error: AdminError }
  | {
      readonly name: string;
      readonly error: undefined;
      /** Also given, and then unused, under validate only. */
      readonly topicId: string;
      readonly partitions: number;
      readonly replicationFactor: number;
      /** All topic configs, sorted by name. */
      readonly configs: readonly ConfigEntry[];
    };

/** Exactly one of the two is set in a valid request. */
export interface TopicSelector {
  readonly name: string | null;
  /** Undefined for the zero UUID. */
  readonly topicId: string | undefined;
}

export interface DeleteTopicResult {
  readonly name: string | null;
  readonly topicId: string | undefined;
  readonly error: AdminError | undefined;
}

export interface NewPartitions {
  readonly name: string;
  /** Of the whole topic, afterwards. */
  readonly count: number;
  /** Replicas of each added partition; null: the controller places them. */
  readonly assignments: readonly (readonly number[])[] | null;
}

export interface CreatePartitionsResult {
  readonly name: string;
  readonly error: AdminError | undefined;
}

/** Kafka's numbers of resource types. */
export const ResourceTypes = {
  TOPIC: 2,
  BROKER: 4,
  BROKER_LOGGER: 8,
  CLIENT_METRICS: 16,
  GROUP: 32,
} as const;

export interface ConfigResourceName {
  /** See {@link ResourceTypes}; may be any number that a client sent. */
  readonly type: number;
  readonly name: string;
}

/** Kafka's numbers of operations on a config. */
export const ConfigOperations = { SET: 0, DELETE: 1, APPEND: 2, SUBTRACT: 3 } as const;

export interface IncrementalAlteration extends ConfigResourceName {
  readonly configs: readonly (ConfigValue & { readonly operation: number })[];
}

export interface WholeAlteration extends ConfigResourceName {
  readonly configs: readonly ConfigValue[];
}

export interface AlterConfigsResult extends ConfigResourceName {
  readonly error: AdminError | undefined;
}

export interface ClientQuotaAlteration {
  readonly entity: readonly QuotaEntityComponent[];
  /** An undefined value removes. */
  readonly ops: readonly { readonly key: string; readonly value: number | undefined }[];
}

export interface AlterClientQuotasResult {
  readonly entity: readonly QuotaEntityComponent[];
  readonly error: AdminError | undefined;
}

export interface ProducerIdBlock {
  readonly firstProducerId: number;
  readonly length: number;
}

export type ElectionType = 'preferred' | 'unclean';

export interface ElectionSelection {
  readonly topic: string;
  readonly partitions: readonly number[];
}

export interface ElectionResult {
  readonly topic: string;
  readonly partitions: readonly PartitionElection[];
}

export interface PartitionElection {
  readonly partition: number;
  readonly error: AdminError | undefined;
}

export interface TopicReassignment {
  readonly topic: string;
  readonly partitions: readonly PartitionReassignment[];
}

export interface PartitionReassignment {
  readonly partition: number;
  /** Null cancels the move under way. */
  readonly replicas: readonly number[] | null;
}

export interface ReassignmentOptions {
  readonly allowReplicationFactorChange: boolean;
}

export interface ReassignmentResult {
  readonly topic: string;
  readonly partitions: readonly PartitionReassignmentResult[];
}

export interface PartitionReassignmentResult {
  readonly partition: number;
  readonly error: AdminError | undefined;
}

/** A feature that brokers of this release know, and the levels that they can work at. */
export interface SupportedFeature {
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

export interface FeatureUpdate {
  readonly feature: string;
  readonly level: number;
  /** May be any number that a client sent. */
  readonly upgradeType: number;
}

export interface UpdateFeaturesResult {
  /** Then nothing has changed. */
  readonly error: AdminError | undefined;
}

export interface UnregisterBrokerResult {
  readonly error: AdminError | undefined;
}
