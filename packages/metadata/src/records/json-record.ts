/** Records are JSON objects in UTF-8. Reading one checks what it says, so that damage ends in an error with a name. */

export class RecordError extends Error {
  override readonly name = 'RecordError';

  constructor(key: string, detail: string, cause?: unknown) {
    super(`The metadata record ${key} ${detail}`, { cause });
  }
}

export function encodeJson(value: object | number | string): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** One record being read: a field that is missing or of another type throws a {@link RecordError}. */
export class JsonRecord {
  readonly #key: string;
  readonly #fields: ReadonlyMap<string, unknown>;

  private constructor(key: string, fields: ReadonlyMap<string, unknown>) {
    this.#key = key;
    this.#fields = fields;
  }

  static parse(key: string, value: Buffer): JsonRecord {
    return new JsonRecord(key, objectFields(key, parseJson(key, value)));
  }

  text(field: string): string {
    const value = this.#fields.get(field);
    return typeof value === 'string' ? value : this.#refuse(field);
  }

  textOrNull(field: string): string | null {
    return this.#fields.get(field) === null ? null : this.text(field);
  }

  oneOf<T extends string>(field: string, choices: readonly T[]): T {
    const value = this.text(field);
    return choices.find((choice) => choice === value) ?? this.#refuse(field);
  }

  integer(field: string): number {
    const value = this.#fields.get(field);
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : this.#refuse(field);
  }

  number(field: string): number {
    const value = this.#fields.get(field);
    return typeof value === 'number' ? value : this.#refuse(field);
  }

  flag(field: string): boolean {
    const value = this.#fields.get(field);
    return typeof value === 'boolean' ? value : this.#refuse(field);
  }

  integers(field: string): number[] {
    return this.#list(field).map((item) => (typeof item === 'number' ? item : this.#refuse(field)));
  }

  texts(field: string): string[] {
    return this.#list(field).map((item) => (typeof item === 'string' ? item : this.#refuse(field)));
  }

  /** The fields of an object inside. */
  record(field: string): JsonRecord {
    return new JsonRecord(`${this.#key} ${field}`, objectFields(this.#key, this.#fields.get(field)));
  }

  names(): string[] {
    return [...this.#fields.keys()];
  }

  #list(field: string): readonly unknown[] {
    const value = this.#fields.get(field);
    return Array.isArray(value) ? value : this.#refuse(field);
  }

  #refuse(field: string): never {
    throw new RecordError(this.#key, `has no valid ${field}`);
  }
}

export function parseInteger(key: string, value: Buffer): number {
  const parsed = parseJson(key, value);
  if (typeof parsed !== 'number' || !Number.isSafeInteger(parsed)) throw new RecordError(key, 'is no integer');
  return parsed;
}

function parseJson(key: string, value: Buffer): unknown {
  try {
    return JSON.parse(value.toString());
  } catch (error) {
    throw new RecordError(key, 'is no JSON', error);
  }
}

function objectFields(key: string, value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new RecordError(key, 'is no object');
  return new Map<string, unknown>(Object.entries(value));
}
