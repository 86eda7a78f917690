import { createRequire } from 'node:module';

/**
 * CRC-32C (Castagnoli), the checksum of record batches and producer snapshots.
 *
 * Long inputs go to native code, loaded on first need; short ones to tables of eight bytes a step, where the crossing
 * into native code would cost more than the sum.
 */

const NATIVE_FROM_BYTES = 200;
const REVERSED_POLYNOMIAL = 0x82f63b78;
const TABLES = makeTables();

type NativeCrc32c = (input: Uint8Array, initial?: number) => number;
let native: NativeCrc32c | undefined;

/** Unsigned CRC-32C of `buffer[start, end)`; `initial` continues a sum over the bytes before. */
export function crc32c(buffer: Buffer, start = 0, end = buffer.length, initial = 0): number {
  if (end - start < NATIVE_FROM_BYTES) return crc32cTables(buffer, start, end, initial);
  native ??= loadNative();
  return native(buffer.subarray(start, end), initial);
}

/** The same in plain JavaScript, eight bytes a step. */
export function crc32cTables(buffer: Buffer, start = 0, end = buffer.length, initial = 0): number {
  let crc = ~initial;
  let position = start;
  for (; position + 8 <= end; position += 8) {
    const low = crc ^ buffer.readInt32LE(position);
    const high = buffer.readInt32LE(position + 4);
    crc =
      entry(0x700 | (low & 0xff)) ^
      entry(0x600 | ((low >>> 8) & 0xff)) ^
      entry(0x500 | ((low >>> 16) & 0xff)) ^
      entry(0x400 | (low >>> 24)) ^
      entry(0x300 | (high & 0xff)) ^
      entry(0x200 | ((high >>> 8) & 0xff)) ^
      entry(0x100 | ((high >>> 16) & 0xff)) ^
      entry(high >>> 24);
  }
  for (; position < end; position++) crc = entry((crc ^ buffer.readUInt8(position)) & 0xff) ^ (crc >>> 8);
  return ~crc >>> 0;
}

function entry(index: number): number {
  return TABLES[index] ?? 0;
}

/** Eight tables of 256 in a row: table `t` holds each byte's sum after `t` more zero bytes. */
function makeTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ REVERSED_POLYNOMIAL : crc >>> 1;
    tables[byte] = crc;
  }
  for (let index = 256; index < tables.length; index++) {
    const before = tables[index - 256] ?? 0;
    tables[index] = (tables[before & 0xff] ?? 0) ^ (before >>> 8);
  }
  return tables;
}

function loadNative(): NativeCrc32c {
  const loaded: typeof import('@node-rs/crc32') = createRequire(import.meta.url)('@node-rs/crc32');
  return loaded.crc32c;
}
