import { KeyHash } from './key-hash.ts';

/**
 * The last offset of each key in the part of a log that is being compacted, in bounded memory: 24 bytes a key, which is
 * known by its hash alone. Open addressing; keys are only added.
 */

export const ENTRY_BYTES = 24;
const WORDS = 4;

export class OffsetMap {
  readonly #hash = new KeyHash();
  readonly #words: Int32Array;
  /** One more than the offset; 0 where there is none. */
  readonly #offsets: Float64Array;
  readonly #slots: number;
  /** Keys that it takes without getting slow. */
  readonly capacity: number;
  #size = 0;

  constructor(slots: number, loadFactor: number) {
    this.#slots = slots;
    this.capacity = Math.max(0, Math.min(slots - 1, Math.floor(slots * loadFactor)));
    this.#words = new Int32Array(slots * WORDS);
    this.#offsets = new Float64Array(slots);
  }

  /** As many slots as `bytes` have room for, or as `keys` need if that is less. */
  static sized(bytes: number, loadFactor: number, keys: number): OffsetMap {
    const affordable = Math.floor(bytes / ENTRY_BYTES);
    const needed = Math.ceil((keys + 1) / loadFactor) + 1;
    return new OffsetMap(Math.max(1, Math.min(affordable, needed)), loadFactor);
  }

  get size(): number {
    return this.#size;
  }

  /** Notes `offset` for a key among `bytes`; later offsets are given later. */
  put(bytes: Buffer, keyStart: number, keyEnd: number, offset: number): void {
    const slot = this.#slotOf(bytes, keyStart, keyEnd);
    if (this.#offsets[slot] === 0) {
      const at = slot * WORDS;
      this.#words[at] = this.#hash.word1;
      this.#words[at + 1] = this.#hash.word2;
      this.#words[at + 2] = this.#hash.word3;
      this.#words[at + 3] = this.#hash.word4;
      this.#size++;
    }
    this.#offsets[slot] = offset + 1;
  }

  /** -1 for a key that is not there. */
  get(bytes: Buffer, keyStart: number, keyEnd: number): number {
    return (this.#offsets[this.#slotOf(bytes, keyStart, keyEnd)] ?? 0) - 1;
  }

  #slotOf(bytes: Buffer, keyStart: number, keyEnd: number): number {
    const hash = this.#hash;
    hash.set(bytes, keyStart, keyEnd);
    const words = this.#words;
    let slot = (hash.word1 >>> 0) % this.#slots;
    while (this.#offsets[slot] !== 0) {
      const at = slot * WORDS;
      const isSame =
        words[at] === hash.word1 &&
        words[at + 1] === hash.word2 &&
        words[at + 2] === hash.word3 &&
        words[at + 3] === hash.word4;
      if (isSame) break;
      slot = slot + 1 === this.#slots ? 0 : slot + 1;
    }
    return slot;
  }
}
