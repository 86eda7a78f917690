/**
 * Reads Kafka's primitive types from one buffer, in order.
 *
 * Every read is checked against the bytes that are left, so input of any shape gives a value or a
 * MalformedMessageError, in time and memory proportional to the input: a length is believed only after the bytes it
 * announces are known to be there. Bytes and records are views of the buffer, not copies.
 *
 * Source: https://kafka.apache.org/protocol#protocol_types, KIP-482 (compact types and tagged fields).
 */
import { MAX_ARRAY_ELEMENTS, MAX_MESSAGE_ELEMENTS, MAX_STRING_BYTES, MAX_TAGGED_FIELDS } from './limits.ts';
import { MalformedMessageError } from './malformed-message-error.ts';
import type { Uuid } from './uuid.ts';
import { ZERO_UUID } from './uuid.ts';

const TWO_TO_32 = 0x1_0000_0000;

export class Reader {
  readonly buffer: Buffer;
  /** Where the next read starts, as an index into `buffer`. */
  position: number;
  /** One past the last byte that may be read. */
  readonly end: number;
  #elements = 0;

  constructor(buffer: Buffer, start = 0, end: number = buffer.length) {
    this.buffer = buffer;
    this.position = start;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.position;
  }

  readBoolean(): boolean {
    return this.buffer[this.#advance(1)] !== 0;
  }

  readInt8(): number {
    return (this.#byte(this.#advance(1)) << 24) >> 24;
  }

  readInt16(): number {
    const at = this.#advance(2);
    return (((this.#byte(at) << 8) | this.#byte(at + 1)) << 16) >> 16;
  }

  readUint16(): number {
    const at = this.#advance(2);
    return (this.#byte(at) << 8) | this.#byte(at + 1);
  }

  readInt32(): number {
    return this.#int32(this.#advance(4));
  }

  /** The nearest double: exact for safe integers, and beyond them still on the right side of every comparison. */
  readInt64(): number {
    const at = this.#advance(8);
    return this.#int32(at) * TWO_TO_32 + (this.#int32(at + 4) >>> 0);
  }

  readInt64Bigint(): bigint {
    return this.buffer.readBigInt64BE(this.#advance(8));
  }

  readFloat64(): number {
    return this.buffer.readDoubleBE(this.#advance(8));
  }

  readUuid(): Uuid {
    const at = this.#advance(16);
    if (this.#isZero(at, at + 16)) return ZERO_UUID;
    return this.buffer.toString('base64url', at, at + 16);
  }

  readUnsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#byte(this.#advance(1));
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    const last = this.#byte(this.#advance(1));
    if (last > 0x0f) throw this.#malformed('a varint is longer than 32 bits');
    return (value | (last << 28)) >>> 0;
  }

  readString(): string {
    return this.#string(this.readInt16()) ?? this.#missing('a string');
  }

  readNullableString(): string | null {
    return this.#string(this.readInt16());
  }

  readCompactString(): string {
    return this.#string(this.readUnsignedVarint() - 1) ?? this.#missing('a string');
  }

  readCompactNullableString(): string | null {
    return this.#string(this.readUnsignedVarint() - 1);
  }

  readBytes(): Buffer {
    return this.#view(this.readInt32()) ?? this.#missing('bytes');
  }

  readNullableBytes(): Buffer | null {
    return this.#view(this.readInt32());
  }

  readCompactBytes(): Buffer {
    return this.#view(this.readUnsignedVarint() - 1) ?? this.#missing('bytes');
  }

  readCompactNullableBytes(): Buffer | null {
    return this.#view(this.readUnsignedVarint() - 1);
  }

  /** Number of elements. */
  readArrayLength(): number {
    return this.#present(this.#arrayLength(this.readInt32()));
  }

  /** Number of elements, or -1 for null. */
  readNullableArrayLength(): number {
    return this.#arrayLength(this.readInt32());
  }

  /** Number of elements. */
  readCompactArrayLength(): number {
    return this.#present(this.#arrayLength(this.readUnsignedVarint() - 1));
  }

  /** Number of elements, or -1 for null. */
  readCompactNullableArrayLength(): number {
    return this.#arrayLength(this.readUnsignedVarint() - 1);
  }

  /** How many tagged fields follow. Each is a tag (unsigned varint), a size (readTaggedFieldEnd) and its bytes. */
  readTaggedFieldCount(): number {
    const count = this.readUnsignedVarint();
    if (count > MAX_TAGGED_FIELDS) throw this.#malformed(`${count} tagged fields`);
    return count;
  }

  /** Reads a tagged field's size and returns the position where the field ends. */
  readTaggedFieldEnd(): number {
    const size = this.readUnsignedVarint();
    if (size > this.remaining) throw this.#malformed(`a tagged field of ${size} bytes`);
    return this.position + size;
  }

  /** Holds that a tagged field was read to its end, as readTaggedFieldEnd announced it. */
  finishTaggedField(end: number): void {
    if (this.position !== end) throw this.#malformed('a tagged field whose size is wrong');
  }

  /** For a tag that exists, but not in this version. */
  refuseTag(tag: number): never {
    throw this.#malformed(`tag ${tag}, which this version does not have,`);
  }

  /** Skips all tagged fields of a struct that knows none. */
  skipTaggedFields(): void {
    for (let left = this.readTaggedFieldCount(); left > 0; left--) {
      this.readUnsignedVarint();
      this.position = this.readTaggedFieldEnd();
    }
  }

  #advance(bytes: number): number {
    const at = this.position;
    if (at + bytes > this.end) throw this.#malformed(`${bytes} more bytes are needed, but the message ends: it`);
    this.position = at + bytes;
    return at;
  }

  #byte(at: number): number {
    return this.buffer[at] ?? 0;
  }

  #int32(at: number): number {
    const { buffer } = this;
    return (
      ((buffer[at] ?? 0) << 24) | ((buffer[at + 1] ?? 0) << 16) | ((buffer[at + 2] ?? 0) << 8) | (buffer[at + 3] ?? 0)
    );
  }

  #isZero(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (this.buffer[at] !== 0) return false;
    return true;
  }

  #string(length: number): string | null {
    if (length < 0) return this.#nullIf(length);
    if (length > MAX_STRING_BYTES) throw this.#malformed(`a string of ${length} bytes`);
    const at = this.#advance(length);
    return length === 0 ? '' : this.buffer.toString('utf8', at, at + length);
  }

  #view(length: number): Buffer | null {
    if (length < 0) return this.#nullIf(length);
    const at = this.#advance(length);
    return this.buffer.subarray(at, at + length);
  }

  #arrayLength(length: number): number {
    if (length < -1) throw this.#malformed(`the length ${length}`);
    if (length > this.remaining || length > MAX_ARRAY_ELEMENTS) throw this.#malformed(`an array of ${length} elements`);
    this.#elements += length;
    if (this.#elements > MAX_MESSAGE_ELEMENTS) throw this.#malformed(`arrays of ${this.#elements} elements in all`);
    return length;
  }

  #present(length: number): number {
    return length < 0 ? this.#missing('an array') : length;
  }

  #nullIf(length: number): null {
    if (length !== -1) throw this.#malformed(`the length ${length}`);
    return null;
  }

  #missing(what: string): never {
    throw this.#malformed(`null where ${what} is required`);
  }

  #malformed(what: string): MalformedMessageError {
    return new MalformedMessageError(`${what} at byte ${this.position} of ${this.end}`);
  }
}
