import { DecompressionLimitError, MalformedCompressionError } from './compression-errors.ts';

/** Runs one of node:zlib's decompressors, with its errors told in ours. */
export function withZlibErrors(codec: string, decompressSync: () => Buffer): Buffer {
  try {
    return decompressSync();
  } catch (error) {
    if (error instanceof RangeError) throw new DecompressionLimitError(`${codec}: ${error.message}`, { cause: error });
    throw new MalformedCompressionError(`${codec}: ${String(error)}`, { cause: error });
  }
}
