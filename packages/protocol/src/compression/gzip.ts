import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { withZlibErrors } from './zlib-errors.ts';

/** gzip streams of one member or several. Levels 1 to 9, or -1 for zlib's default. */

export function compressGzip(bytes: Buffer, level: number = constants.Z_DEFAULT_COMPRESSION): Buffer {
  return gzipSync(bytes, { level });
}

export function decompressGzip(bytes: Buffer, maxOutputBytes: number): Buffer {
  return withZlibErrors('gzip', () => gunzipSync(bytes, { maxOutputLength: Math.max(1, maxOutputBytes) }));
}
