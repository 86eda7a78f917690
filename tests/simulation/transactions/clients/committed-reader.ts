/** A read_committed consumer of many partitions from their beginning, by long polls. */
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { fetchRequest } from '../../clients/consumer.ts';
import { nameOf, type TopicPartition } from '../../clients/partitions.ts';
import { isDone } from './answers.ts';
import { type Place, Program } from './program.ts';
import { committedPart } from './requests.ts';

const MAX_WAIT_MS = 400;
const READ_COMMITTED = 1;

export class CommittedReader extends Program {
  readonly #partitions: readonly TopicPartition[];
  readonly #offsets = new Map<string, number>();
  /** Number of records read. */
  recordCount = 0;

  constructor(place: Place, name: string, partitions: readonly TopicPartition[]) {
    super(place, name);
    this.#partitions = partitions;
  }

  protected override async run(): Promise<void> {
    while (!this.stopping) await this.#poll();
  }

  async #poll(): Promise<void> {
    const asked = this.#partitions.map((target) => ({ ...target, offset: this.#offsets.get(nameOf(target)) ?? 0 }));
    const request = fetchRequest(asked, 1 + this.random.integer(10_000), MAX_WAIT_MS);
    const response = await this.attempt(fetchApi, 12, { ...request, isolationLevel: READ_COMMITTED });
    const at = this.history.moment();
    for (const { topic, partitions } of response?.responses ?? []) {
      for (const part of partitions) {
        const partition = nameOf({ topic, partition: part.partitionIndex });
        if (!isDone(part.errorCode, `Fetch of ${partition}`)) continue;
        const fetchOffset = this.#offsets.get(partition) ?? 0;
        const { records, nextOffset } = committedPart(part, fetchOffset);
        this.recordCount += records.length;
        this.#offsets.set(partition, nextOffset);
        const read = { partition, fetchOffset, records, nextOffset, at };
        this.history.events.push({ kind: 'committed read', reader: this.name, ...read });
      }
    }
  }
}
