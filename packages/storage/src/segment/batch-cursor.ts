import {
  CorruptRecordError,
  MAGIC_V2,
  MIN_BATCH_LENGTH,
  RECORD_BATCH_HEADER_BYTES,
  RecordBatch,
} from '@moldau/protocol';
import type { LogFile } from '../files/file-handles.ts';

/**
 * Walks the batches of a segment's file from one that starts at a known position on, reading ahead by blocks. Each
 * batch is a view that is good until the next step; with `whole` it can be read to its end (`control`: control
 * batches can), otherwise only its header, and long batches are stepped over without reading them.
 */

const BLOCK_BYTES = 64 * 1024;
const WHOLE_BLOCK_BYTES = 256 * 1024;

export interface CursorRange {
  readonly start: number;
  readonly end: number;
}

export type WholeBatches = 'all' | 'control' | 'none';

export interface CursorOptions {
  readonly whole: WholeBatches;
  /** The broker is starting, and nobody waits for the event loop: what is one block or less is read on it. */
  readonly isAtStart?: boolean;
}

export class BatchCursor {
  readonly #file: LogFile;
  readonly #end: number;
  readonly #whole: WholeBatches;
  readonly #isAtStart: boolean;
  #position: number;
  #buffer: Buffer;
  /** Position in the file of the buffer's first byte, and how many of its bytes are filled. */
  #bufferPosition: number;
  #filled = 0;
  readonly #batch = new RecordBatch(Buffer.alloc(RECORD_BATCH_HEADER_BYTES));

  constructor(file: LogFile, range: CursorRange, options: CursorOptions) {
    this.#file = file;
    this.#position = range.start;
    this.#bufferPosition = range.start;
    this.#end = range.end;
    this.#whole = options.whole;
    this.#isAtStart = options.isAtStart ?? false;
    const block = options.whole === 'all' ? WHOLE_BLOCK_BYTES : BLOCK_BYTES;
    this.#buffer = Buffer.allocUnsafe(Math.min(block, Math.max(range.end - range.start, RECORD_BATCH_HEADER_BYTES)));
  }

  /** Where the next batch starts: behind the one returned last. */
  get position(): number {
    return this.#position;
  }

  /**
   * The next batch; undefined at the end of the range. Throws a CorruptRecordError, and stays where it is, for bytes
   * that cannot be a batch of magic 2 or for one that the end cuts off. Looks at no checksum.
   */
  async next(): Promise<RecordBatch | undefined> {
    if (this.#isAtStart && this.#end - this.#position <= BLOCK_BYTES) return this.nextNow();
    for (let missing = this.#missing(); missing > 0; missing = this.#missing()) {
      this.#file.pin();
      try {
        this.#accept(await this.#file.forReading().readAsync(this.#room(missing), this.#position), missing);
      } finally {
        this.#file.unpin();
      }
    }
    return this.#take();
  }

  /** The same on the event loop. */
  nextNow(): RecordBatch | undefined {
    for (let missing = this.#missing(); missing > 0; missing = this.#missing()) {
      this.#accept(this.#file.forReading().read(this.#room(missing), this.#position), missing);
    }
    return this.#take();
  }

  /** How many bytes from the position on must be in the buffer; 0 when they are. */
  #missing(): number {
    const left = this.#end - this.#position;
    if (left <= 0) return 0;
    if (left < RECORD_BATCH_HEADER_BYTES) throw new CorruptRecordError(`${left} bytes are left, less than a header`);
    const start = this.#position - this.#bufferPosition;
    const available = this.#filled - start;
    if (start < 0 || available < RECORD_BATCH_HEADER_BYTES) return RECORD_BATCH_HEADER_BYTES;
    const batch = this.#batch.at(this.#buffer, start);
    this.#checkHeader(batch, left);
    const whole = this.#whole === 'all' || (this.#whole === 'control' && batch.isControl);
    return whole && available < batch.sizeInBytes ? batch.sizeInBytes : 0;
  }

  #checkHeader(batch: RecordBatch, left: number): void {
    if (batch.magic !== MAGIC_V2) throw new CorruptRecordError(`Magic ${batch.magic} at position ${this.#position}`);
    if (batch.batchLength < MIN_BATCH_LENGTH || batch.sizeInBytes > left) {
      throw new CorruptRecordError(
        `Batch length ${batch.batchLength} at position ${this.#position}, ${left} bytes left`,
      );
    }
  }

  /** The buffer to be filled from the position on. */
  #room(missing: number): Buffer {
    if (missing > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(missing);
    this.#bufferPosition = this.#position;
    this.#filled = 0;
    return this.#buffer.subarray(0, Math.min(this.#buffer.length, this.#end - this.#position));
  }

  #accept(count: number, missing: number): void {
    if (count < missing) throw new CorruptRecordError(`The file ends ${missing - count} bytes early`);
    this.#filled = count;
  }

  #take(): RecordBatch | undefined {
    if (this.#position >= this.#end) return undefined;
    const batch = this.#batch.at(this.#buffer, this.#position - this.#bufferPosition);
    this.#position += batch.sizeInBytes;
    return batch;
  }
}
