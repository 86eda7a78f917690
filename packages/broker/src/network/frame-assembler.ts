/**
 * Cuts the bytes of one connection into frames: an int32 size, then as many bytes (the protocol's only framing).
 *
 * Reads go into a buffer that all connections share, and frames that are whole in it are used where they lie. What is
 * left over (a partial frame, or frames that must wait for their turn) moves to memory of the connection's own,
 * which grows with what has arrived and never by the size a peer announces. The rest of a partial frame is then
 * read straight into its place.
 *
 * Two things keep shared memory safe. Nothing of this connection is in the shared buffer after `retain`, which ends
 * the handling of every read. And a tail of its own memory is lent to the network only while that memory holds one
 * incomplete frame and nothing else happens to it; in all other cases the network gets the shared buffer, and what
 * arrives is added to what is there.
 */
import type { ReceiveMemory } from './receive-memory.ts';

const SIZE_BYTES = 4;
const PARTIAL_BYTES_MIN = 256;
/** What is read at once when memory is scarce. */
const SCARCE_READ_BYTES = 16 * 1024;

export class FrameSizeError extends Error {
  override readonly name = 'FrameSizeError';
}

export class FrameAssembler {
  readonly #shared: Buffer;
  readonly #memory: ReceiveMemory;
  readonly #requestBytesMax: number;
  #source: Buffer;
  #start = 0;
  #end = 0;
  /** The tail of the connection's own memory is where the next read goes. */
  #tailLent = false;

  constructor(shared: Buffer, memory: ReceiveMemory, requestBytesMax: number) {
    this.#shared = shared;
    this.#memory = memory;
    this.#requestBytesMax = requestBytesMax;
    this.#source = shared;
  }

  /** Bytes that have arrived and were not consumed. */
  get heldBytes(): number {
    return this.#end - this.#start;
  }

  /** Memory that this connection occupies beyond the shared buffer. */
  get occupiedBytes(): number {
    return this.#ownsSource ? this.#source.length : 0;
  }

  /** The size announced by the frame at the front, 0 while that is not known. */
  get announcedBytes(): number {
    return this.heldBytes < SIZE_BYTES ? 0 : this.#source.readInt32BE(this.#start);
  }

  /** There is no room to read the rest of the frame, for want of memory; `grow` tries again. */
  get starved(): boolean {
    return this.#ownsSource && !this.#holdsFrame() && this.#end === this.#roomEnd();
  }

  readBuffer(): Buffer {
    this.#tailLent = this.#ownsSource && !this.#holdsFrame() && this.#end < this.#roomEnd();
    if (this.#tailLent) return this.#source.subarray(this.#end, this.#roomEnd());
    return this.#memory.scarce ? this.#shared.subarray(0, SCARCE_READ_BYTES) : this.#shared;
  }

  /** `length` bytes were read into the buffer last returned by `readBuffer`. */
  received(length: number): void {
    if (this.#tailLent) {
      this.#tailLent = false;
      this.#end += length;
    } else if (this.#ownsSource) {
      this.#append(this.#shared.subarray(0, length));
    } else {
      this.#start = 0;
      this.#end = length;
    }
  }

  /**
   * The next whole frame without its size, as a view that is valid until `retain`; undefined if none is there.
   * Throws FrameSizeError when what comes next cannot be a frame (B11).
   */
  peek(): Buffer | undefined {
    if (this.heldBytes < SIZE_BYTES) return undefined;
    const size = this.#source.readInt32BE(this.#start);
    if (size <= 0 || size > this.#requestBytesMax) throw new FrameSizeError(`a frame of ${size} bytes`);
    const from = this.#start + SIZE_BYTES;
    return from + size <= this.#end ? this.#source.subarray(from, from + size) : undefined;
  }

  /** Steps over the frame that `peek` returned. */
  consume(frame: Buffer): void {
    this.#start += SIZE_BYTES + frame.length;
  }

  /** Ends the handling of a read: keeps what was not consumed, gives back what is not needed. */
  retain(): void {
    if (this.#tailLent) return;
    if (this.heldBytes === 0) this.release();
    else if (!this.#ownsSource) this.#moveTo(this.#capacityWanted());
    else if (!this.#holdsFrame()) this.grow();
  }

  /** Makes room for more of a partial frame, if there is memory for it or the caller insists. */
  grow(insist = false): void {
    const capacity = this.#capacityWanted(insist);
    const fits =
      this.#end < this.#source.length && (this.#start === 0 || this.#start + capacity <= this.#source.length);
    if (fits) return;
    if (capacity > this.#source.length) this.#moveTo(capacity);
    else this.#moveToFront();
  }

  /** Forgets everything; for a connection that is gone or wants nothing more. */
  release(): void {
    const source = this.#source;
    const owned = this.#ownsSource;
    const lent = this.#tailLent;
    this.#source = this.#shared;
    this.#start = 0;
    this.#end = 0;
    this.#tailLent = false;
    if (!owned) return;
    // The network may still be reading into what it was lent, so that must not become somebody else's.
    if (lent) this.#memory.abandon(source);
    else this.#memory.free(source);
  }

  get #ownsSource(): boolean {
    return this.#source !== this.#shared;
  }

  #holdsFrame(): boolean {
    return this.heldBytes >= SIZE_BYTES && this.heldBytes >= SIZE_BYTES + this.announcedBytes;
  }

  /** Where the frame at the front, or the memory for it, ends: nothing is read beyond it. */
  #roomEnd(): number {
    const frameBytes = SIZE_BYTES + this.announcedBytes;
    return this.heldBytes < SIZE_BYTES ? this.#source.length : Math.min(this.#source.length, this.#start + frameBytes);
  }

  /** Twice to four times what has arrived, at most the frame; without memory to spare, just what has arrived. */
  #capacityWanted(insist = false): number {
    const held = this.heldBytes;
    if (this.#holdsFrame() || (this.#memory.exhausted && !insist)) return held;
    const room = Math.max(PARTIAL_BYTES_MIN, this.#memory.scarce ? held * 2 : 2 ** Math.floor(Math.log2(held * 4)));
    return held < SIZE_BYTES ? room : Math.min(SIZE_BYTES + this.announcedBytes, room);
  }

  #append(bytes: Buffer): void {
    const held = this.heldBytes;
    if (this.#end + bytes.length > this.#source.length) {
      if (held + bytes.length > this.#source.length) this.#moveTo(held + bytes.length);
      else this.#moveToFront();
    }
    bytes.copy(this.#source, this.#end);
    this.#end += bytes.length;
  }

  #moveTo(capacity: number): void {
    const source = this.#source;
    const owned = this.#ownsSource;
    const target = this.#memory.allocate(capacity);
    source.copy(target, 0, this.#start, this.#end);
    this.#source = target;
    this.#end -= this.#start;
    this.#start = 0;
    if (owned) this.#memory.free(source);
  }

  #moveToFront(): void {
    this.#source.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }
}
