/** The codecs that kafkajs leaves to its users: Snappy, LZ4 and Zstandard. */

import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import kafkajs from 'kafkajs';
import { compressFrame, decompressFrame } from 'lz4-napi';
import { compress, uncompress } from 'snappy';

interface Uncompressed {
  readonly buffer: Buffer;
}

const xerialMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]);

export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.Snappy] = () => ({
    compress: ({ buffer }: Uncompressed) => compress(buffer),
    decompress: unsnapped,
  });
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: ({ buffer }: Uncompressed) => compressFrame(buffer),
    decompress: (buffer: Buffer) => decompressFrame(buffer),
  });
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }: Uncompressed) => Promise.resolve(zstdCompressSync(buffer)),
    decompress: (buffer: Buffer) => Promise.resolve(zstdDecompressSync(buffer)),
  });
}

/** Reads a raw Snappy block, or the Java library's framing: magic, two versions, then blocks with their length before. */
async function unsnapped(buffer: Buffer): Promise<Buffer> {
  if (!buffer.subarray(0, 8).equals(xerialMagic)) return block(buffer);
  const blocks: Buffer[] = [];
  for (let at = 16; at < buffer.length; ) {
    const length = buffer.readInt32BE(at);
    blocks.push(await block(buffer.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

async function block(buffer: Buffer): Promise<Buffer> {
  return Buffer.from(await uncompress(buffer));
}
