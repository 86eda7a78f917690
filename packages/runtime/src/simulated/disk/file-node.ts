/**
 * The content of a simulated file, twice: as programs see it (the page cache) and as it would be found after a power
 * failure (the platter), with the writes and truncations in between that no sync has made durable.
 */
import type { SeededRandom } from '../seeded-random.ts';

/** What a disk writes as a whole or not at all. */
const sectorBytes = 512;

interface WriteChange {
  readonly kind: 'write';
  readonly position: number;
  readonly bytes: Buffer;
}

type Change = WriteChange | { readonly kind: 'truncate'; readonly size: number };

export class FileNode {
  readonly isDirectory = false;
  readonly #cached = new Content();
  readonly #durable = new Content();
  #unsynced: Change[] = [];
  #changesEver = 0;

  get size(): number {
    return this.#cached.size;
  }

  read(into: Buffer, position: number): number {
    return this.#cached.read(into, position);
  }

  write(bytes: Buffer, position: number): void {
    this.#change({ kind: 'write', position, bytes: Buffer.from(bytes) });
  }

  truncate(size: number): void {
    this.#change({ kind: 'truncate', size });
  }

  /** Number of changes in the file's life: what a sync that begins now has to make durable. */
  get changesEver(): number {
    return this.#changesEver;
  }

  /** The first `changesEver` changes of the file's life reach the platter. */
  makeDurable(changesEver: number): void {
    const count = Math.max(0, this.#unsynced.length - (this.#changesEver - changesEver));
    for (const change of this.#unsynced.splice(0, count)) this.#durable.apply(change);
  }

  /** A failed sync: the kernel reports it once and believes from then on that the pages are clean. */
  dropUnsynced(): void {
    this.#unsynced = [];
  }

  /** Rot: the bit is wrong on the platter and wherever it is read. */
  flipBit(byteIndex: number, bitIndex: number): void {
    this.#cached.flipBit(byteIndex, bitIndex);
    this.#durable.flipBit(byteIndex, bitIndex);
  }

  /** Power failure: of what was not synced, a random legal part is there. */
  crash(random: SeededRandom): void {
    const changes = this.#unsynced;
    this.#unsynced = [];
    const fate = random.integer(4);
    if (fate === 1) for (const change of changes) this.#durable.apply(change);
    if (fate === 2) this.#keepPrefix(changes, random);
    if (fate === 3) this.#keepSectors(changes, random);
    this.#cached.copyFrom(this.#durable);
  }

  #change(change: Change): void {
    this.#cached.apply(change);
    this.#unsynced.push(change);
    this.#changesEver++;
  }

  /** Changes up to some point, the last of them torn. */
  #keepPrefix(changes: readonly Change[], random: SeededRandom): void {
    const count = random.integer(changes.length + 1);
    for (const change of changes.slice(0, count)) this.#durable.apply(change);
    const torn = changes[count];
    if (torn?.kind !== 'write') return;
    const sectors = sectorsOf(torn);
    for (const sector of sectors.slice(0, random.integer(sectors.length + 1))) this.#durable.apply(sector);
  }

  /**
   * Any sectors, each as it was at some time, because a sector is always written with all that the page cache has of
   * it; a truncation that is lost takes along what came after it.
   */
  #keepSectors(changes: readonly Change[], random: SeededRandom): void {
    const lost = new Set<number>();
    for (const change of changes) {
      if (change.kind === 'truncate') {
        if (random.chance(0.5)) return;
        this.#durable.apply(change);
        continue;
      }
      for (const sector of sectorsOf(change)) {
        const index = Math.floor(sector.position / sectorBytes);
        if (!lost.has(index) && random.chance(0.5)) this.#durable.apply(sector);
        else lost.add(index);
      }
    }
  }
}

function sectorsOf({ position, bytes }: WriteChange): WriteChange[] {
  const sectors: WriteChange[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = Math.min(bytes.length, start + sectorBytes - ((position + start) % sectorBytes));
    sectors.push({ kind: 'write', position: position + start, bytes: bytes.subarray(start, end) });
    start = end;
  }
  return sectors;
}

/** Growing memory; what was never written within the size reads as zeros. */
class Content {
  #bytes = Buffer.alloc(0);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  apply(change: Change): void {
    if (change.kind === 'truncate') this.#resize(change.size);
    else this.#write(change.bytes, change.position);
  }

  read(into: Buffer, position: number): number {
    return position >= this.#size ? 0 : this.#bytes.copy(into, 0, position, this.#size);
  }

  flipBit(byteIndex: number, bitIndex: number): void {
    if (byteIndex < this.#size) this.#bytes.writeUInt8(this.#bytes.readUInt8(byteIndex) ^ (1 << bitIndex), byteIndex);
  }

  copyFrom(other: Content): void {
    this.#bytes = Buffer.from(other.#bytes);
    this.#size = other.#size;
  }

  #write(bytes: Buffer, position: number): void {
    if (position + bytes.length > this.#size) this.#resize(position + bytes.length);
    bytes.copy(this.#bytes, position);
  }

  #resize(size: number): void {
    if (size > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(size, 2 * this.#bytes.length));
      this.#bytes.copy(grown, 0, 0, this.#size);
      this.#bytes = grown;
    } else if (size < this.#size) {
      this.#bytes.fill(0, size, this.#size);
    }
    this.#size = size;
  }
}
