/**
 * Writes Kafka's primitive types into a buffer that grows.
 *
 * Records are not copied: the writer remembers where they belong and `finish` returns the pieces in wire order. What
 * cannot be represented (a number out of its range, a string above 32,767 bytes) is a mistake of the caller's and
 * throws a RangeError; nothing is ever cut off silently.
 *
 * Source: https://kafka.apache.org/protocol#protocol_types, KIP-482 (compact types and tagged fields).
 */
import { MAX_STRING_BYTES } from './limits.ts';
import type { Records } from './records.ts';
import type { Uuid } from './uuid.ts';

const TWO_TO_32 = 0x1_0000_0000;
const SHORT_STRING = 32;

/** Buffers to send after the first `at` bytes of the scratch buffer. */
interface Reference {
  readonly at: number;
  readonly buffers: readonly Buffer[];
}

export class Writer {
  #scratch: Buffer;
  #position = 0;
  #references: Reference[] = [];
  #referencedBytes = 0;

  constructor(capacity = 512) {
    this.#scratch = Buffer.allocUnsafe(capacity);
  }

  /** Bytes written so far, records included. */
  get size(): number {
    return this.#position + this.#referencedBytes;
  }

  /** Size of the memory behind everything that is not records. */
  get capacity(): number {
    return this.#scratch.length;
  }

  /** The message in wire order: views of the writer's own buffer and, between them, the records by reference. */
  finish(): Buffer[] {
    if (this.#references.length === 0) return this.#position === 0 ? [] : [this.#scratch.subarray(0, this.#position)];
    const pieces: Buffer[] = [];
    let from = 0;
    for (const { at, buffers } of this.#references) {
      if (at > from) pieces.push(this.#scratch.subarray(from, at));
      for (const buffer of buffers) pieces.push(buffer);
      from = at;
    }
    if (this.#position > from) pieces.push(this.#scratch.subarray(from, this.#position));
    return pieces;
  }

  /** The message as one buffer; copies only if it holds records. */
  toBuffer(): Buffer {
    if (this.#references.length > 0) return Buffer.concat(this.finish(), this.size);
    return this.#scratch.subarray(0, this.#position);
  }

  /** Starts over in the same memory: everything `finish` or `toBuffer` returned before becomes invalid. */
  reset(): void {
    this.#position = 0;
    if (this.#references.length > 0) this.#references = [];
    this.#referencedBytes = 0;
  }

  /** Leaves room for an int32 that is known later; give the result to `patchInt32`. */
  reserveInt32(): number {
    return this.#advance(4);
  }

  patchInt32(reserved: number, value: number): void {
    this.#putInt32(reserved, value);
  }

  writeBoolean(value: boolean): void {
    const at = this.#advance(1);
    this.#scratch[at] = value ? 1 : 0;
  }

  writeInt8(value: number): void {
    if ((value << 24) >> 24 !== value) throw outOfRange(value, 'int8');
    const at = this.#advance(1);
    this.#scratch[at] = value;
  }

  writeInt16(value: number): void {
    if ((value << 16) >> 16 !== value) throw outOfRange(value, 'int16');
    this.#putInt16(this.#advance(2), value);
  }

  writeUint16(value: number): void {
    if ((value & 0xffff) !== value) throw outOfRange(value, 'uint16');
    this.#putInt16(this.#advance(2), value);
  }

  writeInt32(value: number): void {
    if ((value | 0) !== value) throw outOfRange(value, 'int32');
    this.#putInt32(this.#advance(4), value);
  }

  writeInt64(value: number): void {
    if (!Number.isSafeInteger(value)) throw outOfRange(value, 'safe integer');
    const high = Math.floor(value / TWO_TO_32);
    const at = this.#advance(8);
    this.#putInt32(at, high);
    this.#putInt32(at + 4, value - high * TWO_TO_32);
  }

  writeInt64Bigint(value: bigint): void {
    const at = this.#advance(8);
    this.#scratch.writeBigInt64BE(value, at);
  }

  writeFloat64(value: number): void {
    const at = this.#advance(8);
    this.#scratch.writeDoubleBE(value, at);
  }

  writeUuid(value: Uuid): void {
    const at = this.#advance(16);
    const written = value.length === 22 ? this.#scratch.write(value, at, 16, 'base64url') : 0;
    if (written !== 16) throw new RangeError(`${JSON.stringify(value)} is not a uuid of 22 base64url characters`);
  }

  writeUnsignedVarint(value: number): void {
    this.#reserve(5);
    let rest = value;
    while (rest > 0x7f) {
      this.#scratch[this.#position++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#scratch[this.#position++] = rest;
  }

  writeString(value: string): void {
    const bytes = Buffer.byteLength(value);
    if (bytes > MAX_STRING_BYTES) throw new RangeError(`a string of ${bytes} bytes is too long for the wire`);
    this.#putInt16(this.#advance(2), bytes);
    this.#putString(value, bytes);
  }

  writeNullableString(value: string | null): void {
    if (value === null) this.writeInt16(-1);
    else this.writeString(value);
  }

  writeCompactString(value: string): void {
    const bytes = Buffer.byteLength(value);
    if (bytes > MAX_STRING_BYTES) throw new RangeError(`a string of ${bytes} bytes is too long for the wire`);
    this.writeUnsignedVarint(bytes + 1);
    this.#putString(value, bytes);
  }

  writeCompactNullableString(value: string | null): void {
    if (value === null) this.writeUnsignedVarint(0);
    else this.writeCompactString(value);
  }

  writeBytes(value: Buffer): void {
    this.writeInt32(value.length);
    this.#putBytes(value);
  }

  writeNullableBytes(value: Buffer | null): void {
    if (value === null) this.writeInt32(-1);
    else this.writeBytes(value);
  }

  writeCompactBytes(value: Buffer): void {
    this.writeUnsignedVarint(value.length + 1);
    this.#putBytes(value);
  }

  writeCompactNullableBytes(value: Buffer | null): void {
    if (value === null) this.writeUnsignedVarint(0);
    else this.writeCompactBytes(value);
  }

  writeRecords(value: Records): void {
    this.writeInt32(bytesIn(value));
    this.#refer(value);
  }

  writeNullableRecords(value: Records | null): void {
    if (value === null) this.writeInt32(-1);
    else this.writeRecords(value);
  }

  writeCompactRecords(value: Records): void {
    this.writeUnsignedVarint(bytesIn(value) + 1);
    this.#refer(value);
  }

  writeCompactNullableRecords(value: Records | null): void {
    if (value === null) this.writeUnsignedVarint(0);
    else this.writeCompactRecords(value);
  }

  /** Number of elements, or -1 for null. */
  writeArrayLength(length: number): void {
    this.writeInt32(length);
  }

  /** Number of elements, or -1 for null. */
  writeCompactArrayLength(length: number): void {
    this.writeUnsignedVarint(length + 1);
  }

  /** Writes a tag; what is written until `endTaggedField` is given the result is its field. Holds no records. */
  beginTaggedField(tag: number): number {
    this.writeUnsignedVarint(tag);
    return this.#advance(1);
  }

  /** Puts the size in front of the field, moving the field along when the size takes more than one byte. */
  endTaggedField(sizeAt: number): void {
    const end = this.#position;
    const size = end - sizeAt - 1;
    this.#reserve(5);
    this.#position = sizeAt;
    const extra = varintBytes(size) - 1;
    if (extra > 0) this.#scratch.copyWithin(sizeAt + 1 + extra, sizeAt + 1, end);
    this.writeUnsignedVarint(size);
    this.#position = end + extra;
  }

  #advance(bytes: number): number {
    const at = this.#position;
    if (at + bytes > this.#scratch.length) this.#grow(at + bytes);
    this.#position = at + bytes;
    return at;
  }

  #reserve(bytes: number): void {
    if (this.#position + bytes > this.#scratch.length) this.#grow(this.#position + bytes);
  }

  #grow(needed: number): void {
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#scratch.length * 2));
    this.#scratch.copy(grown, 0, 0, this.#position);
    this.#scratch = grown;
  }

  #putInt16(at: number, value: number): void {
    const scratch = this.#scratch;
    scratch[at] = value >>> 8;
    scratch[at + 1] = value;
  }

  #putInt32(at: number, value: number): void {
    const scratch = this.#scratch;
    scratch[at] = value >>> 24;
    scratch[at + 1] = value >>> 16;
    scratch[at + 2] = value >>> 8;
    scratch[at + 3] = value;
  }

  /** Short ASCII, the common case, costs less here than the call into native code. */
  #putString(value: string, bytes: number): void {
    const at = this.#advance(bytes);
    if (bytes !== value.length || bytes > SHORT_STRING) {
      this.#scratch.write(value, at, bytes, 'utf8');
      return;
    }
    const scratch = this.#scratch;
    for (let index = 0; index < bytes; index++) scratch[at + index] = value.charCodeAt(index);
  }

  #putBytes(value: Buffer): void {
    const at = this.#advance(value.length);
    this.#scratch.set(value, at);
  }

  #refer(value: Records): void {
    const buffers = Buffer.isBuffer(value) ? [value] : value;
    this.#references.push({ at: this.#position, buffers });
    this.#referencedBytes += bytesIn(value);
  }
}

function bytesIn(records: Records): number {
  if (Buffer.isBuffer(records)) return records.length;
  let bytes = 0;
  for (const buffer of records) bytes += buffer.length;
  return bytes;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 0x7f; rest >>>= 7) bytes++;
  return bytes;
}

function outOfRange(value: number, type: string): RangeError {
  return new RangeError(`${value} is not a valid ${type}`);
}
