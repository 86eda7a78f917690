/**
 * An administrator who makes topics, writes to them, changes a config of theirs and deletes them, never two under one
 * name. Of a topic whose fate is not known it lets go, since what was asked for may still happen.
 */
import { encodeRecordBatch, Errors, ZERO_UUID } from '@moldau/protocol';
import { produceApi } from '@moldau/protocol/messages/produce';
import type { TopicChange } from '../history.ts';
import { valueBytes } from './record-values.ts';
import { SimulatedClient } from './simulated-client.ts';
import { alterTopic, createTopic, deleteTopic } from './topic-admin.ts';

/** What the administrator plays with. */
export const ALTERED_CONFIG = 'retention.ms';
const TOPICS_MAX = 4;

export class Admin extends SimulatedClient {
  #topics: string[] = [];
  #count = 0;

  protected override async step(): Promise<void> {
    await this.sleep(this.random.between(0, 60));
    const topic = this.#topics[this.random.integer(TOPICS_MAX)];
    if (topic === undefined) return this.#create();
    if (this.random.chance(0.4)) return this.#delete(topic);
    return this.#alter(topic);
  }

  async #create(): Promise<void> {
    const topic = `${this.name}-${this.#count++}`;
    const config = this.#someConfig();
    const partitions = 1 + this.random.integer(3);
    const change = await this.#perform(
      { kind: 'topic change', change: 'create', topic, config, outcome: 'unknown' },
      () => createTopic(this.link, topic, partitions, { [ALTERED_CONFIG]: config, 'file.delete.delay.ms': '50' }),
    );
    if (change.outcome === 'ok') this.#topics.push(topic);
    if (change.outcome === 'ok' && this.random.chance(0.5)) this.#writeTo(topic);
  }

  async #delete(topic: string): Promise<void> {
    if (this.random.chance(0.5)) this.#writeTo(topic);
    this.#topics = this.#topics.filter((other) => other !== topic);
    await this.#perform({ kind: 'topic change', change: 'delete', topic, outcome: 'unknown' }, () =>
      deleteTopic(this.link, topic),
    );
  }

  async #alter(topic: string): Promise<void> {
    const config = this.#someConfig();
    await this.#perform({ kind: 'topic change', change: 'alter', topic, config, outcome: 'unknown' }, () =>
      alterTopic(this.link, topic, ALTERED_CONFIG, config),
    );
  }

  async #perform(change: TopicChange, act: () => Promise<number>): Promise<TopicChange> {
    this.history.push(change);
    try {
      if ((await act()) === Errors.NONE) change.outcome = 'ok';
    } finally {
      if (change.outcome === 'unknown') this.#topics = this.#topics.filter((other) => other !== change.topic);
    }
    return change;
  }

  /** Without waiting for the answer, so that it meets what comes next. */
  #writeTo(topic: string): void {
    const timestamp = this.runtime.clock.now();
    const records = encodeRecordBatch({ records: [{ timestamp, key: null, value: valueBytes(topic, 200) }] });
    const topicData = [{ name: topic, topicId: ZERO_UUID, partitionData: [{ index: 0, records }] }];
    const request = { transactionalId: null, acks: -1, timeoutMs: 1000, topicData };
    this.link.call(produceApi, 9, request).catch(() => {});
  }

  #someConfig(): string {
    return String(1_000_000 + this.random.integer(1_000_000));
  }
}
