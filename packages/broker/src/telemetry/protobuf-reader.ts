/** Reads protobuf's wire format: the few field types that OTLP metrics use. Unknown fields are skipped. */

export class MalformedProtobufError extends Error {
  override readonly name = 'MalformedProtobufError';
}

const TAG_MAX = 2 ** 32 - 1;
const WireTypes = { VARINT: 0, FIXED64: 1, LENGTH: 2, FIXED32: 5 } as const;

/** Called for each field of a message; what it does not take with the reader is skipped. */
export type FieldReader = (field: number, reader: ProtobufReader) => void;

export class ProtobufReader {
  readonly #bytes: Buffer;
  #position = 0;
  #wireType = 0;
  #taken = true;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Throws a MalformedProtobufError for bytes that are no message. */
  fields(read: FieldReader): void {
    while (this.#position < this.#bytes.length) {
      const tag = this.#varint();
      if (tag < 0 || tag > TAG_MAX) throw new MalformedProtobufError(`There is no tag ${tag}`);
      this.#wireType = tag & 7;
      this.#taken = false;
      read(Math.floor(tag / 8), this);
      if (!this.#taken) this.#skip();
    }
  }

  message(read: FieldReader): void {
    new ProtobufReader(this.#chunk()).fields(read);
  }

  text(): string {
    return this.#chunk().toString('utf8');
  }

  /** An int64, a bool or an enumeration. */
  integer(): number {
    this.#take(WireTypes.VARINT);
    return this.#varint();
  }

  double(): number {
    return this.#fixed64().readDoubleLE(0);
  }

  /** An sfixed64. */
  fixedInteger(): number {
    return Number(this.#fixed64().readBigInt64LE(0));
  }

  #fixed64(): Buffer {
    this.#take(WireTypes.FIXED64);
    return this.#next(8);
  }

  #chunk(): Buffer {
    this.#take(WireTypes.LENGTH);
    return this.#next(this.#varint());
  }

  #take(wireType: number): void {
    if (this.#wireType !== wireType) throw new MalformedProtobufError('A field has another type than its message says');
    this.#taken = true;
  }

  #skip(): void {
    switch (this.#wireType) {
      case WireTypes.VARINT:
        this.#varint();
        break;
      case WireTypes.FIXED64:
        this.#next(8);
        break;
      case WireTypes.LENGTH:
        this.#next(this.#varint());
        break;
      case WireTypes.FIXED32:
        this.#next(4);
        break;
      default:
        throw new MalformedProtobufError(`There is no wire type ${this.#wireType}`);
    }
  }

  /** Numbers of up to 28 bits, which nearly all are, are read without big integers. */
  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#byte(shift / 7);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.#position += shift / 7 + 1;
        return value;
      }
    }
    return this.#longVarint();
  }

  #longVarint(): number {
    let value = 0n;
    for (let index = 0; index < 10; index += 1) {
      const byte = this.#byte(index);
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) {
        this.#position += index + 1;
        return Number(BigInt.asIntN(64, value));
      }
    }
    throw new MalformedProtobufError('A number is longer than 10 bytes');
  }

  #byte(ahead: number): number {
    const byte = this.#bytes[this.#position + ahead];
    if (byte === undefined) throw new MalformedProtobufError('The message ends in the middle of a number');
    return byte;
  }

  #next(length: number): Buffer {
    const end = this.#position + length;
    if (length < 0 || end > this.#bytes.length)
      throw new MalformedProtobufError('The message ends in the middle of a field');
    const bytes = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return bytes;
  }
}
