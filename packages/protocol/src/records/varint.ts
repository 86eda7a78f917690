/**
 * Zigzag varints as record fields use them, written into a buffer that is known to be large enough. `value` is a safe
 * integer; record fields are lengths, 32-bit deltas and distances in milliseconds.
 */

export function sizeOfVarint(value: number): number {
  let rest = magnitude(value);
  let size = 1;
  for (rest = Math.floor(rest / 64); rest >= 1; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Returns the position after the last byte written. */
export function writeVarint(buffer: Buffer, position: number, value: number): number {
  let rest = magnitude(value);
  const sign = value < 0 ? 1 : 0;
  if (rest < 64) {
    buffer[position] = rest * 2 + sign;
    return position + 1;
  }
  buffer[position++] = (rest % 64) * 2 + sign + 128;
  rest = Math.floor(rest / 64);
  for (; rest >= 128; rest = Math.floor(rest / 128)) buffer[position++] = (rest % 128) + 128;
  buffer[position] = rest;
  return position + 1;
}

/** The same for any 64-bit value, as the ten bytes at most that it takes. */
export function encodeVarlong(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

/** What follows the sign bit: the value, or one less than the size of a negative one. */
function magnitude(value: number): number {
  return value >= 0 ? value : -value - 1;
}
