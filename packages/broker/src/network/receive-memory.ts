/**
 * The memory that requests occupy between their arrival and their turn, over all connections: requests that have come
 * in part, and requests that wait behind another one. The shared read buffer is not counted.
 *
 * Storing what has been read already always succeeds; asking for room to read more may have to wait. So what is
 * occupied exceeds the limit by at most one read buffer a connection, and the read buffers shrink when it is near.
 * When everything is held by those who wait for more, the first of them goes ahead: somebody always finishes.
 */

/** Buffers from this size on are kept for the next large request; smaller ones cost little to make. */
const POOLED_BYTES_MIN = 64 * 1024;
const POOL_BYTES_MAX = 16 * 1024 * 1024;

interface Waiter {
  readonly heldBytes: number;
  readonly proceed: () => void;
}

export class ReceiveMemory {
  readonly #bytesMax: number;
  #occupied = 0;
  readonly #waiters = new Set<Waiter>();
  #heldByWaiters = 0;
  #admitting = false;
  readonly #pool: Buffer[] = [];
  #pooledBytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get occupiedBytes(): number {
    return this.#occupied;
  }

  get exhausted(): boolean {
    return this.#occupied >= this.#bytesMax;
  }

  /** Half of the memory is in use: time to read in smaller portions. */
  get scarce(): boolean {
    return this.#occupied * 2 >= this.#bytesMax;
  }

  /** Somebody waits: connections that hold memory and do not move should be let go sooner. */
  get contended(): boolean {
    return this.#waiters.size > 0;
  }

  /** A buffer of at least `capacity` bytes, larger only when one lies about. */
  allocate(capacity: number): Buffer {
    const buffer = this.#fromPool(capacity) ?? Buffer.allocUnsafe(pooledSize(capacity));
    this.#occupied += buffer.length;
    return buffer;
  }

  /** Takes a buffer back that nobody looks at or writes to any more. */
  free(buffer: Buffer): void {
    if (buffer.length >= POOLED_BYTES_MIN && this.#pooledBytes + buffer.length <= POOL_BYTES_MAX) {
      this.#pool.push(buffer);
      this.#pooledBytes += buffer.length;
    }
    this.abandon(buffer);
  }

  /** Stops counting a buffer that somebody may still write to, and leaves it to the garbage collector. */
  abandon(buffer: Buffer): void {
    this.#occupied -= buffer.length;
    this.#admitWaiters();
  }

  /** Calls `proceed` when there is room again for a holder of `heldBytes`. The returned function gives up waiting. */
  wait(heldBytes: number, proceed: () => void): () => void {
    const waiter: Waiter = { heldBytes, proceed };
    this.#waiters.add(waiter);
    this.#heldByWaiters += heldBytes;
    this.#admitWaiters();
    return () => this.#remove(waiter);
  }

  /** Who proceeds may allocate and free; the loop that let it in sees the effect. */
  #admitWaiters(): void {
    if (this.#admitting) return;
    this.#admitting = true;
    for (const waiter of this.#waiters) {
      if (this.exhausted && this.#heldByWaiters < this.#occupied) break;
      this.#remove(waiter);
      waiter.proceed();
    }
    this.#admitting = false;
  }

  #remove(waiter: Waiter): void {
    if (this.#waiters.delete(waiter)) this.#heldByWaiters -= waiter.heldBytes;
  }

  #fromPool(capacity: number): Buffer | undefined {
    if (capacity < POOLED_BYTES_MIN) return undefined;
    const index = this.#pool.findLastIndex((buffer) => buffer.length >= capacity);
    if (index < 0) return undefined;
    const [buffer] = this.#pool.splice(index, 1);
    if (buffer !== undefined) this.#pooledBytes -= buffer.length;
    return buffer;
  }
}

/** Powers of two fit the next request too. */
function pooledSize(capacity: number): number {
  return capacity < POOLED_BYTES_MIN ? capacity : 2 ** Math.ceil(Math.log2(capacity));
}
