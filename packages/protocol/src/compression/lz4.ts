import { createRequire } from 'node:module';
import { MalformedCompressionError } from './compression-errors.ts';
import { checkOutputBytes } from './decompression-limits.ts';
import { parseLz4Frame } from './lz4-frame.ts';

/** LZ4 frames: any that producers write are read, such with independent blocks are written, as Java demands. */

type Lz4 = typeof import('lz4-napi');
let loaded: Lz4 | undefined;

function lz4(): Lz4 {
  if (loaded !== undefined) return loaded;
  const module: Lz4 = createRequire(import.meta.url)('lz4-napi');
  loaded = module;
  return module;
}

export function compressLz4(bytes: Buffer): Buffer {
  return lz4().compressFrameSync(bytes);
}

/** Bytes after the frame's end are passed over, as Kafka does. */
export function decompressLz4(bytes: Buffer, maxOutputBytes: number): Buffer {
  const frame = parseLz4Frame(bytes, maxOutputBytes);
  checkOutputBytes(frame.outputBytesMax, maxOutputBytes);
  try {
    return lz4().decompressFrameSync(bytes.subarray(0, frame.byteLength));
  } catch (error) {
    throw new MalformedCompressionError(`lz4: ${String(error)}`, { cause: error });
  }
}
