/**
 * What the records hold: lines as a web shop might log them, which lz4 shrinks to a third or half, as it does with
 * real data. The same seed gives the same lines.
 */

const words = (
  'page_view add_to_basket checkout search login logout payment refund rating share accepted declined pending CZK EUR ' +
  '/products/ /categories/garden /basket /orders/ /search?q= /account /help/returns / desktop mobile tablet Mozilla/5.0 ' +
  'AppleWebKit/537.36 Safari/604.1 Firefox/128.0 Praha Brno Ostrava Plzeň Liberec Olomouc'
).split(' ');

export type RandomNumber = () => number;

/** Whole numbers from 0 to 2^32 - 1 (xorshift). */
export function randomNumbers(seed: number): RandomNumber {
  let state = seed * 2_654_435_769 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** A value of exactly so many bytes. */
export function recordValue(bytes: number, random: RandomNumber): Buffer {
  let line = `{"id":"${random().toString(16)}${random().toString(16)}","user":${random() % 1_000_000}`;
  while (line.length < bytes)
    line += `,"${words[random() % words.length]}":"${words[random() % words.length]}${random() % 100_000}"`;
  return Buffer.from(line).subarray(0, bytes);
}
