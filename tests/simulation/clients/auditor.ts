/** Reads everything there is, once the last fault is over, and adds it to the history. */
import { Errors, errorName } from '@moldau/protocol';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import type { OffsetAndValue } from '../history.ts';
import { ALTERED_CONFIG } from './admin.ts';
import { bytesOf, fetchRequest } from './consumer.ts';
import { fetchCommittedOffsets } from './group-protocol.ts';
import { EARLIEST, LATEST, offsetAt } from './offset-at.ts';
import { nameOf, type TopicPartition } from './partitions.ts';
import { recordsIn } from './record-values.ts';
import { type ClientWorld, SimulatedClient } from './simulated-client.ts';
import { describeTopic, listTopics } from './topic-admin.ts';

export interface AuditOptions {
  readonly partitions: readonly TopicPartition[];
  readonly groups: readonly string[];
}

export class Auditor extends SimulatedClient {
  readonly #options: AuditOptions;

  constructor(world: ClientWorld, name: string, options: AuditOptions) {
    super(world, name);
    this.#options = options;
  }

  protected override async step(): Promise<void> {
    const { partitions, groups } = this.#options;
    for (const target of partitions) await this.#readWhole(target);
    for (const group of groups) await this.#readGroup(group);
    await this.#readTopics();
    this.stop();
  }

  async #readWhole(target: TopicPartition): Promise<void> {
    const logStartOffset = await this.#offsetAt(target, EARLIEST);
    const endOffset = await this.#offsetAt(target, LATEST);
    const records: OffsetAndValue[] = [];
    for (let offset = logStartOffset; offset < endOffset; offset = (records.at(-1)?.offset ?? -1) + 1) {
      const found = (await this.#readAt(target, offset)).filter((record) => record.offset >= offset);
      if (found.length === 0) throw new Error(`${nameOf(target)} ends at ${endOffset} and has nothing at ${offset}`);
      records.push(...found);
    }
    this.history.push({ kind: 'final read', partition: nameOf(target), logStartOffset, endOffset, records });
  }

  async #readAt(target: TopicPartition, offset: number): Promise<OffsetAndValue[]> {
    const maxBytes = 1 + this.random.integer(1 << 20);
    const response = await this.link.call(fetchApi, 12, fetchRequest([{ ...target, offset }], maxBytes, 0));
    const part = response.responses[0]?.partitions[0];
    if (part === undefined || part.errorCode !== Errors.NONE) {
      throw new Error(`${nameOf(target)} cannot be read at ${offset}: ${errorName(part?.errorCode ?? -1)}`);
    }
    return recordsIn(bytesOf(part), nameOf(target));
  }

  async #offsetAt(target: TopicPartition, timestamp: typeof EARLIEST | typeof LATEST): Promise<number> {
    const offset = await offsetAt(this.link, target, timestamp);
    if (offset === undefined) throw new Error(`${nameOf(target)} is offline`);
    return offset;
  }

  async #readGroup(group: string): Promise<void> {
    const startedAt = this.time;
    for (;;) {
      const offsets = await fetchCommittedOffsets(this.link, group, this.#options.partitions);
      if (typeof offsets === 'number') {
        await this.sleep(50);
        continue;
      }
      for (const [partition, offset] of offsets) {
        this.history.push({ kind: 'committed offset', group, partition, offset, startedAt });
      }
      return;
    }
  }

  /** Those that exist with their config; those that were ever heard of and do not exist without. */
  async #readTopics(): Promise<void> {
    const existing = new Set(await listTopics(this.link));
    const known = new Set(this.history.flatMap((event) => (event.kind === 'topic change' ? event.topic : [])));
    for (const topic of known) {
      const config = existing.has(topic) ? await describeTopic(this.link, topic, ALTERED_CONFIG) : undefined;
      this.history.push({ kind: 'final topic', topic, ...(config === undefined ? {} : { config }) });
    }
  }
}
