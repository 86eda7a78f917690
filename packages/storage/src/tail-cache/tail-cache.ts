/**
 * The memory behind the tails of all logs of a broker: chunks that fill one after the other with the batches of
 * whoever appends, and are taken back oldest first once the cache has its full size. A chunk that a reader or a
 * pending write still looks at is replaced instead of reused, so its bytes never change under anybody.
 */
const CHUNK_BYTES_MAX = 1024 * 1024;
const CHUNKS_MIN = 4;
const STRETCH_BYTES_MAX = 32 * 1024;

export class TailCache {
  readonly #chunkBytes: number;
  readonly #chunksMax: number;
  /** Oldest first; the last one is being filled. */
  readonly #chunks: TailChunk[] = [];

  constructor(maxBytes: number) {
    this.#chunkBytes = Math.min(CHUNK_BYTES_MAX, Math.max(1, Math.floor(maxBytes / CHUNKS_MIN)));
    this.#chunksMax = Math.max(1, Math.floor(maxBytes / this.#chunkBytes));
  }

  /** Batches above this size are written through and not cached. */
  get batchBytesMax(): number {
    return this.#chunkBytes;
  }

  /** The longest stretch of a chunk to set aside for one log's batches to come. */
  get stretchBytesMax(): number {
    return Math.min(STRETCH_BYTES_MAX, this.#chunkBytes >> 3);
  }

  /** A chunk with room for at least `bytes` from its `used` on; the caller counts what it takes as used. */
  roomFor(bytes: number): TailChunk {
    const current = this.#chunks.at(-1);
    if (current !== undefined && current.used + bytes <= current.bytes.length) return current;
    const chunk = new TailChunk(this.#memory());
    this.#chunks.push(chunk);
    return chunk;
  }

  #memory(): Buffer {
    if (this.#chunks.length < this.#chunksMax) return Buffer.allocUnsafeSlow(this.#chunkBytes);
    const oldest = this.#chunks.shift();
    oldest?.evict();
    return oldest === undefined || oldest.isPinned ? Buffer.allocUnsafeSlow(this.#chunkBytes) : oldest.bytes;
  }
}

/** Somebody who keeps positions in chunks and must forget them when one is taken back. */
export interface ChunkUser {
  forget(chunk: TailChunk): void;
}

export class TailChunk {
  readonly bytes: Buffer;
  used = 0;
  readonly #users = new Set<ChunkUser>();
  #pins = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get isPinned(): boolean {
    return this.#pins > 0;
  }

  pin(): void {
    this.#pins++;
  }

  unpin(): void {
    this.#pins--;
  }

  usedBy(user: ChunkUser): void {
    this.#users.add(user);
  }

  evict(): void {
    for (const user of this.#users) user.forget(this);
    this.#users.clear();
  }
}
