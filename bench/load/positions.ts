/**
 * Where a field lies in a frame, which is all that the C generator knows of the protocol. A position is found by
 * encoding a message with two values of the field and looking where the frames differ first; so it follows from the
 * codecs and is written down nowhere.
 */

/** The two values differ in their first byte: 0 and -1 do, in an integer of any width. */
export function positionOf(encode: (value: number) => Buffer, one = 0, other = -1): number {
  const [a, b] = [encode(one), encode(other)];
  for (let at = sizePrefixBytes; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return at;
  throw new Error('both values are encoded alike');
}

/** Frames of different lengths differ here too. */
const sizePrefixBytes = 4;
