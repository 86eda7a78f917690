/**
 * Keys as 128 bits (MurmurHash3, x86 variant), which stand for them in the offset map. No two keys of the same length up
 * to 16 bytes share a hash; of longer ones two do by chance once in 2^64 pairs. Whoever makes two collide on purpose
 * could as well write a tombstone for the other.
 */

const C1 = 0x239b961b;
const C2 = 0xab0e9789 | 0;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93 | 0;

export class KeyHash {
  word1 = 0;
  word2 = 0;
  word3 = 0;
  word4 = 0;

  /** Of the bytes from `start` to `end`, into the four words. */
  set(bytes: Buffer, start: number, end: number): void {
    let h1 = 0;
    let h2 = 0;
    let h3 = 0;
    let h4 = 0;
    let at = start;
    for (; at + 16 <= end; at += 16) {
      h1 ^= mixed(wordAt(bytes, at), C1, 15, C2);
      h1 = (Math.imul((rotl(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
      h2 ^= mixed(wordAt(bytes, at + 4), C2, 16, C3);
      h2 = (Math.imul((rotl(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
      h3 ^= mixed(wordAt(bytes, at + 8), C3, 17, C4);
      h3 = (Math.imul((rotl(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
      h4 ^= mixed(wordAt(bytes, at + 12), C4, 18, C1);
      h4 = (Math.imul((rotl(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
    }
    h1 ^= mixed(wordBefore(bytes, at, end), C1, 15, C2);
    h2 ^= mixed(wordBefore(bytes, at + 4, end), C2, 16, C3);
    h3 ^= mixed(wordBefore(bytes, at + 8, end), C3, 17, C4);
    h4 ^= mixed(wordBefore(bytes, at + 12, end), C4, 18, C1);
    this.#finish(h1, h2, h3, h4, end - start);
  }

  #finish(a: number, b: number, c: number, d: number, length: number): void {
    const [h2, h3, h4] = [b ^ length, c ^ length, d ^ length];
    const h1 = ((a ^ length) + h2 + h3 + h4) | 0;
    const f2 = finalized((h2 + h1) | 0);
    const f3 = finalized((h3 + h1) | 0);
    const f4 = finalized((h4 + h1) | 0);
    this.word1 = (finalized(h1) + f2 + f3 + f4) | 0;
    this.word2 = (f2 + this.word1) | 0;
    this.word3 = (f3 + this.word1) | 0;
    this.word4 = (f4 + this.word1) | 0;
  }
}

function mixed(word: number, first: number, rotation: number, second: number): number {
  return Math.imul(rotl(Math.imul(word, first), rotation), second);
}

function rotl(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function finalized(hash: number): number {
  let word = hash;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

function wordAt(bytes: Buffer, at: number): number {
  return (
    byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 3) << 24)
  );
}

/** Of the bytes below `end`, as if zeros followed. */
function wordBefore(bytes: Buffer, at: number, end: number): number {
  let word = 0;
  for (let index = Math.min(at + 3, end - 1); index >= at; index--) word = (word << 8) | byteAt(bytes, index);
  return word;
}

function byteAt(bytes: Buffer, index: number): number {
  return bytes[index] ?? 0;
}
