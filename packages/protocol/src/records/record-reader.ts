import { InvalidRecordError } from './record-errors.ts';

/**
 * A cursor over the bytes of records. Every read is checked against the end, so malformed bytes end in an
 * {@link InvalidRecordError}; nothing is allocated by an announced length.
 */
export class RecordReader {
  readonly #buffer: Buffer;
  #position: number;
  #end: number;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
    this.#position = 0;
    this.#end = buffer.length;
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.#end - this.#position;
  }

  readByte(): number {
    if (this.#position >= this.#end) throw new InvalidRecordError('Record ends before its fields do');
    return this.#buffer[this.#position++] ?? 0;
  }

  /** Zigzag, at most five bytes. */
  readVarint(): number {
    let byte = this.readByte();
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
    let raw = byte & 0x7f;
    for (let shift = 7; shift <= 28; shift += 7) {
      byte = this.readByte();
      raw |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1);
    }
    throw new InvalidRecordError('Varint longer than 5 bytes');
  }

  /** Zigzag, at most ten bytes; exact for safe integers, else rounded. */
  readVarlong(): number {
    const start = this.#position;
    let raw = 0;
    let scale = 1;
    for (let length = 1; length <= 10; length++) {
      const byte = this.readByte();
      raw += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return length <= 7 ? unzigzag(raw) : Number(this.varlongAt(start));
    }
    throw new InvalidRecordError('Varint longer than 10 bytes');
  }

  /** The varlong at a position that was read before, exactly. */
  varlongAt(position: number): bigint {
    let raw = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#buffer[position++] ?? 0;
      raw |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    raw = BigInt.asUintN(64, raw);
    return (raw >> 1n) ^ -(raw & 1n);
  }

  /** Bytes under a varint length, by reference; null for length -1. */
  readNullableBytes(): Buffer | null {
    const length = this.readVarint();
    if (length === -1) return null;
    return this.readBytes(length);
  }

  readString(): string {
    const length = this.readVarint();
    const bytes = this.readBytes(length);
    return bytes.toString('utf8');
  }

  /** Bounds the reads that follow to the next `length` bytes; returns the bound before, for {@link closeBound}. */
  bound(length: number): number {
    if (length < 0 || length > this.remaining) {
      throw new InvalidRecordError(`Record of ${length} bytes, ${this.remaining} bytes remaining`);
    }
    const outer = this.#end;
    this.#end = this.#position + length;
    return outer;
  }

  closeBound(outer: number): void {
    if (this.remaining !== 0) throw new InvalidRecordError(`${this.remaining} bytes remaining in a record`);
    this.#end = outer;
  }

  /** Steps over bytes under a varint length; returns the length, -1 for null. */
  skipNullableBytes(): number {
    const length = this.readVarint();
    if (length !== -1) this.skip(length);
    return length;
  }

  skip(length: number): void {
    if (length < 0 || length > this.remaining) {
      throw new InvalidRecordError(`Field of ${length} bytes, ${this.remaining} bytes remaining in the record`);
    }
    this.#position += length;
  }

  private readBytes(length: number): Buffer {
    if (length < 0 || length > this.remaining) {
      throw new InvalidRecordError(`Field of ${length} bytes, ${this.remaining} bytes remaining in the record`);
    }
    const from = this.#position;
    this.#position += length;
    return this.#buffer.subarray(from, this.#position);
  }
}

function unzigzag(raw: number): number {
  return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
}
