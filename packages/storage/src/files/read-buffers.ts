/**
 * Buffers for reading files, kept for the next read. A read gets one of the sizes below, or one of its own that is not
 * kept when it needs more.
 */

const KIB = 1024;
/** A little more than the powers of two that clients ask for, because the batch asked for rarely starts the read. */
const SIZES: readonly number[] = [64 * KIB, 272 * KIB, 1088 * KIB];
const KEPT_BYTES_MAX = 16 * KIB * KIB;

export class ReadBuffers {
  readonly #free = new Map<number, Buffer[]>();
  #keptBytes = 0;

  /** A buffer of at least `bytes`. */
  take(bytes: number): Buffer {
    const size = SIZES.find((candidate) => candidate >= bytes);
    if (size === undefined) return Buffer.allocUnsafeSlow(bytes);
    const kept = this.#free.get(size)?.pop();
    if (kept === undefined) return Buffer.allocUnsafeSlow(size);
    this.#keptBytes -= size;
    return kept;
  }

  /** Nobody looks at `buffer` any more. */
  giveBack(buffer: Buffer): void {
    const size = buffer.length;
    if (!SIZES.includes(size) || this.#keptBytes + size > KEPT_BYTES_MAX) return;
    this.#keptBytes += size;
    const free = this.#free.get(size);
    if (free === undefined) this.#free.set(size, [buffer]);
    else free.push(buffer);
  }
}
