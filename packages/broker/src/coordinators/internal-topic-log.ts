import type { Partition } from '@moldau/cluster';
import type { CoordinatorLog, CoordinatorRecord } from '@moldau/coordinator';
import { decodeRecords, encodeRecordBatch, recordBatches } from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';

/** Bytes read at a time when a coordinator loads its partition. */
const LOAD_BYTES = 4 * 1024 * 1024;

/** A partition of an internal topic as a coordinator uses it: append and wait for the commit, or read it all. */
export class InternalTopicLog implements CoordinatorLog {
  readonly #partition: Partition;
  readonly #clock: Clock;

  constructor(partition: Partition, clock: Clock) {
    this.#partition = partition;
    this.#clock = clock;
  }

  append(records: readonly CoordinatorRecord[]): Promise<void> {
    const timestamp = this.#clock.now();
    const batch = encodeRecordBatch({ records: records.map(({ key, value }) => ({ timestamp, key, value })) });
    return new Promise((resolve, reject) => {
      const info = this.#partition.append(batch, -1, { origin: 'coordinator' });
      this.#partition.whenCommitted(info.lastOffset, (error) => (error === undefined ? resolve() : reject(error)));
    });
  }

  async *readAll(): AsyncIterable<readonly CoordinatorRecord[]> {
    const { log } = this.#partition;
    let offset = log.logStartOffset;
    while (offset < log.logEndOffset) {
      const result = await log.read({
        offset,
        endOffset: log.logEndOffset,
        maxBytes: LOAD_BYTES,
        atLeastOneBatch: true,
      });
      try {
        const portion = decodePortion(result.chunks);
        if (portion.nextOffset <= offset) return;
        offset = portion.nextOffset;
        yield portion.records;
      } finally {
        result.release();
      }
    }
  }
}

function decodePortion(chunks: readonly Buffer[]): { records: CoordinatorRecord[]; nextOffset: number } {
  const records: CoordinatorRecord[] = [];
  let nextOffset = -1;
  for (const batch of recordBatches(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks))) {
    nextOffset = batch.nextOffset;
    if (batch.isControl) continue;
    for (const { key, value } of decodeRecords(batch)) {
      if (key !== null) records.push({ key: Buffer.from(key), value: value === null ? null : Buffer.from(value) });
    }
  }
  return { records, nextOffset };
}
