import type { Partition } from '@moldau/cluster';
import type { CoordinatorLog, CoordinatorRecord, RecordTransaction } from '@moldau/coordinator';
import {
  decodeEndTxnMarker,
  decodeRecords,
  encodeEndTxnMarker,
  encodeRecordBatch,
  type RecordBatch,
  recordBatches,
} from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';

/** Bytes read at a time when a coordinator loads its partition, unless it says otherwise. */
const LOAD_BYTES = 4 * 1024 * 1024;

/** A partition of an internal topic as a coordinator uses it: append and wait for the commit, or read it all. */
export class InternalTopicLog implements CoordinatorLog {
  readonly #partition: Partition;
  readonly #clock: Clock;
  readonly #loadBytes: number;

  constructor(partition: Partition, clock: Clock, loadBytes = LOAD_BYTES) {
    this.#partition = partition;
    this.#clock = clock;
    this.#loadBytes = loadBytes;
  }

  append(records: readonly CoordinatorRecord[]): Promise<void> {
    const batch = encodeBatch(records, this.#clock.now());
    const transactionVersion = records[0]?.transaction?.end?.transactionVersion ?? 0;
    return new Promise((resolve, reject) => {
      const info = this.#partition.append(batch, -1, { origin: 'coordinator', transactionVersion });
      this.#partition.traffic.produced(info.lastOffset - info.baseOffset + 1, batch.length);
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
        maxBytes: this.#loadBytes,
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

/** The records of a batch belong to one transaction, or to none; a marker is alone. */
function encodeBatch(records: readonly CoordinatorRecord[], timestamp: number): Buffer {
  const transaction = records[0]?.transaction;
  if (transaction?.end !== undefined) {
    const { producerId, producerEpoch, end } = transaction;
    const { result, coordinatorEpoch } = end;
    return encodeEndTxnMarker({ producerId, producerEpoch, result, coordinatorEpoch, timestamp });
  }
  const plain = { records: records.map(({ key, value }) => ({ timestamp, key, value })) };
  if (transaction === undefined) return encodeRecordBatch(plain);
  const { producerId, producerEpoch } = transaction;
  return encodeRecordBatch({ ...plain, producerId, producerEpoch, transactional: true });
}

function producerOf({ producerId, producerEpoch }: RecordBatch): RecordTransaction {
  return { producerId, producerEpoch };
}

function markerOf(batch: RecordBatch): CoordinatorRecord[] {
  const marker = decodeEndTxnMarker(batch);
  if (marker === undefined) return [];
  const end = { ...marker, transactionVersion: 0 };
  return [{ key: Buffer.alloc(0), value: null, transaction: { ...producerOf(batch), end } }];
}

function decodePortion(chunks: readonly Buffer[]): { records: CoordinatorRecord[]; nextOffset: number } {
  const records: CoordinatorRecord[] = [];
  let nextOffset = -1;
  for (const batch of recordBatches(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks))) {
    nextOffset = batch.nextOffset;
    if (batch.isControl) {
      records.push(...markerOf(batch));
      continue;
    }
    const transaction = batch.isTransactional ? { transaction: producerOf(batch) } : undefined;
    for (const { key, value } of decodeRecords(batch)) {
      if (key === null) continue;
      records.push({ key: Buffer.from(key), value: value === null ? null : Buffer.from(value), ...transaction });
    }
  }
  return { records, nextOffset };
}
