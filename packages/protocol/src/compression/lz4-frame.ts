import { MalformedCompressionError } from './compression-errors.ts';

/**
 * The outer shape of an LZ4 frame: header, blocks under their lengths, end mark. It is walked to learn how large the
 * output can be before a decoder, which would take that memory, sees the frame.
 */

const FRAME_MAGIC = 0x184d2204;
const VERSION_MASK = 0xc0;
const VERSION_1 = 0x40;
const FLAG_BLOCK_CHECKSUM = 0x10;
const FLAG_CONTENT_SIZE = 0x08;
const FLAG_CONTENT_CHECKSUM = 0x04;
const FLAG_DICTIONARY_ID = 0x01;
const UNCOMPRESSED_BLOCK = 0x80000000;
/** No sequence of LZ4 gives more than this many bytes for one. */
const MAX_EXPANSION = 255;

export interface Lz4Frame {
  /** From the magic to the end mark and checksum. */
  readonly byteLength: number;
  /** No decoder can make more of it than this. */
  readonly outputBytesMax: number;
}

/** `exactFrom`: blocks are measured by their sequences instead of their upper bounds if the bounds come to more. */
export function parseLz4Frame(bytes: Buffer, exactFrom: number): Lz4Frame {
  const header = parseHeader(bytes);
  const blocks: Block[] = [];
  let position = header.byteLength;
  let bound = 0;
  for (;;) {
    const word = wordAt(bytes, position);
    position += 4;
    if (word === 0) break;
    const length = word % UNCOMPRESSED_BLOCK;
    const block = { position, length, compressed: word < UNCOMPRESSED_BLOCK };
    position += length + header.blockChecksumBytes;
    if (length > header.blockBytesMax || position > bytes.length) throw malformed('block longer than allowed');
    bound += block.compressed ? Math.min(header.blockBytesMax, length * MAX_EXPANSION) : length;
    blocks.push(block);
  }
  position += header.contentChecksumBytes;
  if (position > bytes.length) throw malformed('content checksum cut off');
  const outputBytesMax = bound <= exactFrom ? bound : exactOutputBytes(bytes, blocks);
  return { byteLength: position, outputBytesMax: Math.max(outputBytesMax, header.contentBytes ?? 0) };
}

interface Block {
  readonly position: number;
  readonly length: number;
  readonly compressed: boolean;
}

interface Header {
  readonly byteLength: number;
  readonly blockBytesMax: number;
  readonly blockChecksumBytes: number;
  readonly contentChecksumBytes: number;
  readonly contentBytes: number | undefined;
}

function parseHeader(bytes: Buffer): Header {
  if (wordAt(bytes, 0) !== FRAME_MAGIC) throw malformed('not a frame');
  if (bytes.length < 7) throw malformed('frame header cut off');
  const flags = bytes.readUInt8(4);
  if ((flags & VERSION_MASK) !== VERSION_1) throw malformed('unknown frame version');
  if ((flags & FLAG_DICTIONARY_ID) !== 0) throw malformed('dictionaries are not supported');
  const hasContentSize = (flags & FLAG_CONTENT_SIZE) !== 0;
  return {
    byteLength: hasContentSize ? 15 : 7,
    blockBytesMax: blockBytesMaxOf(bytes.readUInt8(5)),
    blockChecksumBytes: (flags & FLAG_BLOCK_CHECKSUM) === 0 ? 0 : 4,
    contentChecksumBytes: (flags & FLAG_CONTENT_CHECKSUM) === 0 ? 0 : 4,
    contentBytes: hasContentSize ? wordAt(bytes, 6) + wordAt(bytes, 10) * 2 ** 32 : undefined,
  };
}

/** 64 KiB, 256 KiB, 1 MiB or 4 MiB. */
function blockBytesMaxOf(descriptor: number): number {
  const size = (descriptor >>> 4) & 7;
  if (size < 4) throw malformed('unknown block size');
  return 2 ** (8 + 2 * size);
}

function exactOutputBytes(bytes: Buffer, blocks: readonly Block[]): number {
  let total = 0;
  for (const { position, length, compressed } of blocks) {
    total += compressed ? sequencesOutputBytes(bytes, position, position + length) : length;
  }
  return total;
}

/** Adds up the literals and matches of a block without making them. */
function sequencesOutputBytes(bytes: Buffer, start: number, end: number): number {
  let position = start;
  let total = 0;
  while (position < end) {
    const token = bytes[position++] ?? 0;
    let literals = token >>> 4;
    if (literals === 15) {
      const tail = lengthTail(bytes, position, end);
      literals += tail.value;
      position = tail.position;
    }
    total += literals;
    position += literals;
    if (position >= end) return total;
    position += 2;
    let match = (token & 15) + 4;
    if (match === 19) {
      const tail = lengthTail(bytes, position, end);
      match += tail.value;
      position = tail.position;
    }
    total += match;
  }
  return total;
}

function lengthTail(bytes: Buffer, start: number, end: number): { value: number; position: number } {
  let position = start;
  let value = 0;
  while (position < end) {
    const byte = bytes[position++] ?? 0;
    value += byte;
    if (byte !== 255) break;
  }
  return { value, position };
}

function wordAt(bytes: Buffer, position: number): number {
  if (position + 4 > bytes.length) throw malformed('cut off');
  return bytes.readUInt32LE(position);
}

function malformed(what: string): MalformedCompressionError {
  return new MalformedCompressionError(`lz4: ${what}`);
}
