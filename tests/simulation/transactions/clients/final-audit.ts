/**
 * Reads everything there is once the last fault is over, as both kinds of readers see it, after the transactions that
 * nobody ended had time to be aborted.
 */
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { fetchRequest } from '../../clients/consumer.ts';
import { nameOf, type TopicPartition } from '../../clients/partitions.ts';
import type { OffsetAndValue } from '../../history.ts';
import { isDone } from './answers.ts';
import { type Place, Program } from './program.ts';
import { committedPart, everyRecord, type GroupInput, stableOffset } from './requests.ts';

const READ_UNCOMMITTED = 0;
const READ_COMMITTED = 1;

export interface AuditOptions {
  readonly partitions: readonly TopicPartition[];
  readonly groups: readonly GroupInput[];
  /** Milliseconds until every transaction must be over. */
  readonly patienceMs: number;
}

export class FinalAudit extends Program {
  readonly #options: AuditOptions;

  constructor(place: Place, name: string, options: AuditOptions) {
    super(place, name);
    this.#options = options;
  }

  protected override async run(): Promise<void> {
    const { partitions, groups, patienceMs } = this.#options;
    const deadline = this.time + patienceMs;
    for (const target of partitions) {
      const ends = await this.#stableEnds(target, deadline);
      const committed = await this.#readAll(target, READ_COMMITTED, ends.lastStableOffset);
      const all = await this.#readAll(target, READ_UNCOMMITTED, ends.highWatermark);
      this.history.events.push({ kind: 'final log', partition: nameOf(target), ...ends, committed, all });
    }
    for (const { group, input } of groups) {
      const offset = await stableOffset(this, group, input);
      this.history.events.push({ kind: 'final offset', group, partition: nameOf(input), offset });
    }
  }

  /** When they are one, or at the deadline. */
  async #stableEnds(target: TopicPartition, deadline: number) {
    for (;;) {
      const { highWatermark, lastStableOffset } = await this.#fetch(target, 0, READ_COMMITTED);
      if (highWatermark === lastStableOffset || this.time > deadline) return { highWatermark, lastStableOffset };
      await this.sleep(100);
    }
  }

  async #readAll(target: TopicPartition, isolationLevel: number, end: number): Promise<OffsetAndValue[]> {
    const records: OffsetAndValue[] = [];
    for (let offset = 0; offset < end; ) {
      const part = await this.#fetch(target, offset, isolationLevel);
      const found = isolationLevel === READ_COMMITTED ? committedPart(part, offset) : everyRecord(part, offset);
      if (found.nextOffset <= offset) throw new Error(`${nameOf(target)} has nothing at ${offset} before ${end}`);
      records.push(...found.records);
      offset = found.nextOffset;
    }
    return records;
  }

  async #fetch(target: TopicPartition, offset: number, isolationLevel: number) {
    for (;;) {
      const request = fetchRequest([{ ...target, offset }], 1 << 20, 0);
      const response = await this.attempt(fetchApi, 12, { ...request, isolationLevel });
      const part = response?.responses[0]?.partitions[0];
      if (part !== undefined && isDone(part.errorCode, `Fetch of ${nameOf(target)}`)) return part;
      await this.pause();
    }
  }
}
