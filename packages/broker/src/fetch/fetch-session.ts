import type { FetchPartition, FetchRequest } from '@moldau/protocol/messages/fetch';

/**
 * What one fetcher has asked for so far (KIP-227): the partitions in the order in which they are served, each with what
 * was last told about it, so that an incremental answer can leave out what has not changed.
 */
export class FetchSession {
  readonly id: number;
  readonly usesTopicIds: boolean;
  epoch = 1;
  lastUsedMs: number;
  readonly createdMs: number;
  readonly #partitions = new Map<string, SessionPartition>();

  constructor(id: number, usesTopicIds: boolean, nowMs: number) {
    this.id = id;
    this.usesTopicIds = usesTopicIds;
    this.createdMs = nowMs;
    this.lastUsedMs = nowMs;
  }

  get size(): number {
    return this.#partitions.size;
  }

  partitions(): SessionPartition[] {
    return [...this.#partitions.values()];
  }

  /** Adds and changes what the request names, drops what it forgets. */
  update(request: FetchRequest): void {
    for (const topic of request.topics) {
      for (const asked of topic.partitions) this.#put(topic.topic, topic.topicId, asked);
    }
    for (const topic of request.forgottenTopicsData) {
      for (const partition of topic.partitions) {
        this.#partitions.delete(partitionKey(this.usesTopicIds ? topic.topicId : topic.topic, partition));
      }
    }
  }

  /** Partitions that returned data go to the end of the order, so that none starves the others (B93). */
  moveToEnd(partition: SessionPartition): void {
    const key = partitionKey(this.usesTopicIds ? partition.topicId : partition.topic, partition.asked.partition);
    if (this.#partitions.delete(key)) this.#partitions.set(key, partition);
  }

  advance(nowMs: number): void {
    this.epoch = this.epoch === EPOCH_MAX ? 1 : this.epoch + 1;
    this.lastUsedMs = nowMs;
  }

  #put(topic: string, topicId: string, asked: FetchPartition): void {
    const key = partitionKey(this.usesTopicIds ? topicId : topic, asked.partition);
    const known = this.#partitions.get(key);
    if (known === undefined) this.#partitions.set(key, newSessionPartition(topic, topicId, asked));
    else known.asked = asked;
  }
}

const EPOCH_MAX = 0x7fffffff;

export interface SessionPartition {
  readonly topic: string;
  readonly topicId: string;
  asked: FetchPartition;
  /** As last answered; -1 when never, or when the last answer was an error. */
  toldHighWatermark: number;
  toldLogStartOffset: number;
}

export function newSessionPartition(topic: string, topicId: string, asked: FetchPartition): SessionPartition {
  return { topic, topicId, asked, toldHighWatermark: -1, toldLogStartOffset: -1 };
}

function partitionKey(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}
