/**
 * From records to the cluster image, one revision at a time. An image is never changed: a step copies the maps that it
 * touches and shares everything else, down to the partitions. A topic is in the image once its record says ACTIVE and
 * all of its partitions are there, so a topic written in several transactions appears whole.
 */
import type { BrokerImage, ClientQuotaImage, ClusterImage, PartitionImage, TopicImage } from '../cluster-image.ts';
import type { Change } from '../metadata-store.ts';
import { decodeQuotas, parseQuotaEntity } from '../records/client-quota-records.ts';
import { type RecordKey, RecordKeys } from '../records/record-keys.ts';
import {
  decodeBroker,
  decodeConfigs,
  decodeController,
  decodeMeta,
  decodePartition,
  decodeTopic,
  type TopicRecord,
} from '../records/records.ts';
import type { ImageDelta } from './image-delta.ts';
import { ImageStep } from './image-step.ts';

export const INTERNAL_TOPICS: ReadonlySet<string> = new Set([
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
]);

export function emptyImage(clusterId: string): ClusterImage {
  return {
    revision: 0,
    clusterId,
    controllerId: -1,
    controllerEpoch: 0,
    brokers: new Map(),
    topicsByName: new Map(),
    topicsById: new Map(),
    configs: { topic: new Map(), broker: new Map(), group: new Map(), clientMetrics: new Map() },
    clientQuotas: new Map(),
    features: new Map(),
    featuresEpoch: 0,
  };
}

export class ImageBuilder {
  readonly #keys: RecordKeys;
  /** Every topic with a record of any kind, in the image or not. */
  readonly #topics = new Map<string, TopicParts>();
  #image: ClusterImage;

  constructor(clusterId: string) {
    this.#keys = new RecordKeys(clusterId);
    this.#image = emptyImage(clusterId);
  }

  get image(): ClusterImage {
    return this.#image;
  }

  /** Applies all changes of one revision. Throws a RecordError for a record that cannot be read. */
  apply(revision: number, changes: readonly Change[]): ImageDelta {
    const step = new ImageStep(this.#image, revision);
    const touchedTopics = new Set<string>();
    for (const change of changes) {
      const entry = 'put' in change ? change.put : { key: change.delete, value: undefined };
      const key = this.#keys.parse(entry.key);
      if (key.kind === 'topic' || key.kind === 'partition') {
        this.#applyToTopic(key, entry.key, entry.value);
        touchedTopics.add(key.topicId);
      } else {
        applyRecord(step, key, entry.key, entry.value);
      }
    }
    for (const topicId of touchedTopics) step.setTopic(topicId, this.#buildTopic(topicId));
    this.#image = step.image();
    return step.delta();
  }

  #applyToTopic(key: RecordKey, path: string, value: Buffer | undefined): void {
    if (key.kind !== 'topic' && key.kind !== 'partition') return;
    const parts = this.#topics.get(key.topicId) ?? { record: undefined, partitions: new Map() };
    this.#topics.set(key.topicId, parts);
    if (key.kind === 'topic') parts.record = value === undefined ? undefined : decodeTopic(path, value);
    else if (value === undefined) parts.partitions.delete(key.partition);
    else parts.partitions.set(key.partition, decodePartition(path, value));
    if (parts.record === undefined && parts.partitions.size === 0) this.#topics.delete(key.topicId);
  }

  #buildTopic(topicId: string): TopicImage | undefined {
    const parts = this.#topics.get(topicId);
    if (parts?.record?.state !== 'ACTIVE') return undefined;
    const partitions: PartitionImage[] = [];
    for (let index = 0; index < parts.record.partitions; index += 1) {
      const partition = parts.partitions.get(index);
      if (partition === undefined) return undefined;
      partitions.push(partition);
    }
    const { name } = parts.record;
    return { name, id: topicId, isInternal: INTERNAL_TOPICS.has(name), partitions };
  }
}

interface TopicParts {
  record: TopicRecord | undefined;
  readonly partitions: Map<number, PartitionImage>;
}

function applyRecord(step: ImageStep, key: RecordKey, path: string, value: Buffer | undefined): void {
  switch (key.kind) {
    case 'meta':
      if (value !== undefined) step.setFeatures(decodeMeta(path, value).features);
      break;
    case 'controller':
      step.setController(value === undefined ? undefined : decodeController(path, value));
      break;
    case 'broker':
      step.setBroker(key.brokerId, value === undefined ? undefined : brokerImage(key.brokerId, path, value));
      break;
    case 'config':
      step.setConfigs({ resource: key.resource, name: key.name }, value && decodeConfigs(path, value));
      break;
    case 'clientQuota':
      step.setClientQuotas(key.entityKey, value && clientQuotas(key.entityKey, path, value));
      break;
    default:
      break;
  }
}

function clientQuotas(entityKey: string, path: string, value: Buffer): ClientQuotaImage {
  return { entity: parseQuotaEntity(path, entityKey), quotas: decodeQuotas(path, value) };
}

function brokerImage(id: number, path: string, value: Buffer): BrokerImage {
  const { epoch, state, rack, listeners } = decodeBroker(path, value);
  return { id, epoch, state, rack, listeners };
}
