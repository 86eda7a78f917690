import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { checkOutputBytes } from './decompression-limits.ts';
import { withZlibErrors } from './zlib-errors.ts';

/** Zstandard frames (RFC 8878). Levels -131072 to 22, 3 by default. */

const FRAME_MAGIC = 0xfd2fb528;

export function compressZstd(bytes: Buffer, level: number = constants.ZSTD_CLEVEL_DEFAULT): Buffer {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: level } });
}

export function decompressZstd(bytes: Buffer, maxOutputBytes: number): Buffer {
  checkOutputBytes(declaredContentBytes(bytes) ?? 0, maxOutputBytes);
  return withZlibErrors('zstd', () => zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, maxOutputBytes) }));
}

/** What the first frame says it holds, if it says so (RFC 8878, 3.1.1.1). */
export function declaredContentBytes(bytes: Buffer): number | undefined {
  if (bytes.length < 5 || bytes.readUInt32LE(0) !== FRAME_MAGIC) return undefined;
  const descriptor = bytes.readUInt8(4);
  const singleSegment = (descriptor & 0x20) !== 0;
  const position = 5 + (singleSegment ? 0 : 1) + dictionaryIdBytes(descriptor & 3);
  const width = contentSizeBytes(descriptor >>> 6, singleSegment);
  if (width === 0 || bytes.length < position + width) return undefined;
  if (width === 1) return bytes.readUInt8(position);
  if (width === 2) return bytes.readUInt16LE(position) + 256;
  if (width === 4) return bytes.readUInt32LE(position);
  return bytes.readUInt32LE(position) + bytes.readUInt32LE(position + 4) * 2 ** 32;
}

function dictionaryIdBytes(flag: number): number {
  return flag === 3 ? 4 : flag;
}

function contentSizeBytes(flag: number, singleSegment: boolean): number {
  return flag === 0 ? (singleSegment ? 1 : 0) : 2 ** flag;
}
