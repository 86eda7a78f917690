import type { CompressionCodec } from './codec.ts';
import { type DecompressionLimits, maxOutputBytesFor } from './decompression-limits.ts';
import { compressGzip, decompressGzip } from './gzip.ts';
import { compressLz4, decompressLz4 } from './lz4.ts';
import { compressSnappy, decompressSnappy } from './snappy.ts';
import { compressZstd, decompressZstd } from './zstd.ts';

/**
 * Compression of a batch's records, synchronously and in one piece.
 *
 * The native codecs answer with memory outside the JavaScript heap, which the collector does not see until it runs: a
 * caller that compresses in a loop yields to the event loop now and then.
 */

/** `level` is on the codec's own scale; snappy and lz4 have but one. */
export function compress(codec: CompressionCodec, bytes: Buffer, level?: number): Buffer {
  switch (codec) {
    case 'none':
      return bytes;
    case 'gzip':
      return compressGzip(bytes, level);
    case 'snappy':
      return compressSnappy(bytes);
    case 'lz4':
      return compressLz4(bytes);
    case 'zstd':
      return compressZstd(bytes, level);
  }
}

/**
 * Throws a `MalformedCompressionError` for bytes that are no stream of the codec and a `DecompressionLimitError` for
 * such as grow beyond `limits`, before memory is taken for them. `none` gives `bytes` back, whatever their size.
 */
export function decompress(codec: CompressionCodec, bytes: Buffer, limits?: DecompressionLimits): Buffer {
  if (codec === 'none') return bytes;
  const maxOutputBytes = maxOutputBytesFor(bytes.length, limits);
  switch (codec) {
    case 'gzip':
      return decompressGzip(bytes, maxOutputBytes);
    case 'snappy':
      return decompressSnappy(bytes, maxOutputBytes);
    case 'lz4':
      return decompressLz4(bytes, maxOutputBytes);
    case 'zstd':
      return decompressZstd(bytes, maxOutputBytes);
  }
}
