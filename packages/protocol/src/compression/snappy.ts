import { createRequire } from 'node:module';
import { MalformedCompressionError } from './compression-errors.ts';
import { checkOutputBytes } from './decompression-limits.ts';

/**
 * Snappy in both dresses it wears in Kafka: Java writes the framing of xerial's snappy-java (a header of 16 bytes, then
 * blocks, each under its length), librdkafka and others may write one raw block. We read both and write Java's.
 */

const XERIAL_MAGIC = Buffer.from('\x82SNAPPY\0', 'latin1');
const XERIAL_HEADER_BYTES = 16;
const XERIAL_VERSION = 1;
const XERIAL_BLOCK_BYTES = 32 * 1024;

type Snappy = typeof import('snappy');
let loaded: Snappy | undefined;

function snappy(): Snappy {
  if (loaded !== undefined) return loaded;
  const module: Snappy = createRequire(import.meta.url)('snappy');
  loaded = module;
  return module;
}

export function compressSnappy(bytes: Buffer): Buffer {
  const header = Buffer.alloc(XERIAL_HEADER_BYTES);
  XERIAL_MAGIC.copy(header);
  header.writeInt32BE(XERIAL_VERSION, 8);
  header.writeInt32BE(XERIAL_VERSION, 12);
  const parts: Buffer[] = [header];
  for (let from = 0; from < bytes.length; from += XERIAL_BLOCK_BYTES) {
    const block = snappy().compressSync(bytes.subarray(from, from + XERIAL_BLOCK_BYTES));
    const length = Buffer.alloc(4);
    length.writeInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

export function decompressSnappy(bytes: Buffer, maxOutputBytes: number): Buffer {
  const blocks = startsWithXerialMagic(bytes, 0) ? xerialBlocks(bytes) : [bytes];
  let outputBytes = 0;
  for (const block of blocks) outputBytes += declaredBytes(block);
  checkOutputBytes(outputBytes, maxOutputBytes);
  const [first] = blocks;
  return blocks.length === 1 && first !== undefined
    ? uncompressBlock(first)
    : Buffer.concat(blocks.map(uncompressBlock), outputBytes);
}

/** The raw blocks inside xerial's framing; a further stream may follow the first. */
function xerialBlocks(bytes: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  let position = 0;
  while (position < bytes.length) {
    if (startsWithXerialMagic(bytes, position)) {
      position += XERIAL_HEADER_BYTES;
      if (position > bytes.length) throw new MalformedCompressionError('snappy: framing header cut off');
      continue;
    }
    if (position + 4 > bytes.length) throw new MalformedCompressionError('snappy: block length cut off');
    const length = bytes.readInt32BE(position);
    position += 4;
    if (length < 0 || length > bytes.length - position) {
      throw new MalformedCompressionError(`snappy: block of ${length} bytes, ${bytes.length - position} remaining`);
    }
    blocks.push(bytes.subarray(position, position + length));
    position += length;
  }
  return blocks;
}

function startsWithXerialMagic(bytes: Buffer, position: number): boolean {
  const end = position + XERIAL_MAGIC.length;
  return bytes.length >= end && bytes.compare(XERIAL_MAGIC, 0, XERIAL_MAGIC.length, position, end) === 0;
}

/** The uncompressed length that every raw block starts with, a plain varint of at most five bytes. */
function declaredBytes(block: Buffer): number {
  let length = 0;
  for (let index = 0; index < 5; index++) {
    const byte = block[index];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return length;
  }
  throw new MalformedCompressionError('snappy: block without a proper length');
}

function uncompressBlock(block: Buffer): Buffer {
  try {
    const output = snappy().uncompressSync(block, { asBuffer: true });
    return Buffer.isBuffer(output) ? output : Buffer.from(output);
  } catch (error) {
    throw new MalformedCompressionError(`snappy: ${String(error)}`, { cause: error });
  }
}
