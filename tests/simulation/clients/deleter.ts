/** Deletes records from the start of partitions while everybody works with them (B100). */
import { Errors } from '@moldau/protocol';
import { deleteRecordsApi } from '@moldau/protocol/messages/delete-records';
import type { Deletion } from '../history.ts';
import { EARLIEST, LATEST, offsetAt } from './offset-at.ts';
import { nameOf, type TopicPartition } from './partitions.ts';
import { type ClientWorld, SimulatedClient } from './simulated-client.ts';

const HIGH_WATERMARK = -1;

export interface DeleterOptions {
  readonly partitions: readonly TopicPartition[];
}

export class Deleter extends SimulatedClient {
  readonly #options: DeleterOptions;

  constructor(world: ClientWorld, name: string, options: DeleterOptions) {
    super(world, name);
    this.#options = options;
  }

  protected override async step(): Promise<void> {
    await this.sleep(this.random.between(0, 120));
    const { partitions } = this.#options;
    const target = partitions[this.random.integer(partitions.length)];
    if (target === undefined) return;
    const start = await offsetAt(this.link, target, EARLIEST);
    const end = await offsetAt(this.link, target, LATEST);
    if (start === undefined || end === undefined) return this.sleep(50);
    const isAll = this.random.chance(0.05);
    await this.#delete(target, isAll ? HIGH_WATERMARK : start + this.random.integer(1 + Math.ceil((end - start) / 2)));
  }

  async #delete(target: TopicPartition, offset: number): Promise<void> {
    const event: Deletion = {
      kind: 'deletion',
      partition: nameOf(target),
      offset: offset === HIGH_WATERMARK ? Infinity : offset,
      outcome: 'unknown',
    };
    this.history.push(event);
    const { topics } = await this.link.call(deleteRecordsApi, 2, {
      topics: [{ name: target.topic, partitions: [{ partitionIndex: target.partition, offset }] }],
      timeoutMs: 1000,
    });
    const answer = topics[0]?.partitions[0];
    if (answer?.errorCode === Errors.NONE) Object.assign(event, { outcome: 'ok', lowWatermark: answer.lowWatermark });
  }
}
