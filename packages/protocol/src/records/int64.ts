/**
 * Signed 64-bit big-endian integers as numbers.
 *
 * Safe integers are exact in both directions. A value outside ±(2^53 - 1) is rounded, and rounding never brings it back
 * into the safe range, so `Number.isSafeInteger(readInt64(…))` tells whether what was read is exact.
 */

const WORD = 2 ** 32;

export function readInt64(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position) * WORD + buffer.readUInt32BE(position + 4);
}

/** `value` must be a safe integer. */
export function writeInt64(buffer: Buffer, position: number, value: number): void {
  const high = Math.floor(value / WORD);
  buffer.writeInt32BE(high, position);
  buffer.writeUInt32BE(value - high * WORD, position + 4);
}
