/** For tests: random messages of any schema and version, and the codecs that go with them. */
import fc from 'fast-check';
import type { ApiDescriptor } from '../src/wire/api-descriptor.ts';
import type { CoordinatorRecordDescriptor, DataDescriptor } from '../src/wire/data-descriptor.ts';
import { NO_BYTES } from '../src/wire/no-bytes.ts';
import { ZERO_UUID } from '../src/wire/uuid.ts';
import { isNullable, isOptional } from './field-facts.ts';
import { structIn } from './layout.ts';
import { loadSchemas, type Schemas } from './load-schemas.ts';
import { camelCase } from './names.ts';
import type { ElementType, Field, Message, Primitive } from './notation.ts';
import { isArray, messagesOf } from './notation.ts';
import { includes } from './versions.ts';

export interface MessageCodec {
  readonly message: Message;
  readonly codec: DataDescriptor<unknown>;
}

/** Every message of every schema with its generated codec. */
export async function allCodecs(): Promise<MessageCodec[]> {
  const { moldauApis } = await loadSchemas();
  return [...(await kafkaCodecs()), ...(await codecsOfApis(moldauApis))];
}

/** Those that Kafka has too. */
export async function kafkaCodecs(): Promise<MessageCodec[]> {
  const { apis, records, headers } = await loadSchemas();
  const ofRecords = records.map(async ({ file, schema }) => {
    const path = `records/${file}.ts`;
    if (schema.kind === 'data') {
      return [
        {
          message: schema.message,
          codec: await exportOf<DataDescriptor<unknown>>(path, `${camelCase(schema.name)}Data`),
        },
      ];
    }
    const name = `${camelCase(schema.name)}Record`;
    const record: CoordinatorRecordDescriptor<unknown, unknown> = await exportOf(path, name);
    return [
      { message: schema.key, codec: record.key },
      { message: schema.value, codec: record.value },
    ];
  });
  const ofHeaders = headers.flatMap(messagesOf).map(async (message) => {
    const decode: DataDescriptor<unknown>['decode'] = await exportOf('headers.ts', `decode${message.name}`);
    const encode: DataDescriptor<unknown>['encode'] = await exportOf('headers.ts', `encode${message.name}`);
    return [codecOf(message, decode, encode)];
  });
  const ofOthers = await Promise.all([...ofRecords, ...ofHeaders]);
  return [...(await codecsOfApis(apis)), ...ofOthers.flat()];
}

/** Messages of that version: fields outside it have their defaults, so that they survive a round trip. */
export function arbitraryMessage(message: Message, version: number): fc.Arbitrary<Record<string, unknown>> {
  return arbitraryStruct(message.fields, version);
}

async function codecsOfApis(apis: Schemas['apis']): Promise<MessageCodec[]> {
  const codecs = apis.map(async ({ file, schema }) => {
    const api: ApiDescriptor<unknown, unknown> = await exportOf(`${file}.ts`, `${camelCase(schema.name)}Api`);
    return [
      codecOf(schema.request, api.decodeRequest.bind(api), api.encodeRequest.bind(api)),
      codecOf(schema.response, api.decodeResponse.bind(api), api.encodeResponse.bind(api)),
    ];
  });
  return (await Promise.all(codecs)).flat();
}

function codecOf(
  message: Message,
  decode: DataDescriptor<unknown>['decode'],
  encode: DataDescriptor<unknown>['encode'],
): MessageCodec {
  const { name, versions } = message;
  return { message, codec: { name, minVersion: versions.from, maxVersion: versions.to, decode, encode } };
}

async function exportOf<T>(file: string, name: string): Promise<T> {
  const module: Record<string, T | undefined> = await import(new URL(`../src/generated/${file}`, import.meta.url).href);
  const found = module[name];
  if (found === undefined) throw new Error(`${file} does not export ${name}`);
  return found;
}

function arbitraryStruct(fields: readonly Field[], version: number): fc.Arbitrary<Record<string, unknown>> {
  const written = fields.filter((field) => !isOptional(field) || includes(field.versions, version));
  const model = Object.fromEntries(
    written.map((field) => [camelCase(field.name), arbitraryField(field, version)] as const),
  );
  const requiredKeys = fields.filter((field) => !isOptional(field)).map(({ name }) => camelCase(name));
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}

function arbitraryField(field: Field, version: number): fc.Arbitrary<unknown> {
  if (!includes(field.versions, version)) return fc.constant(defaultValue(field));
  const element = isArray(field.type) ? field.type.element : field.type;
  const single = arbitraryElement(element, field, version);
  const value = isArray(field.type) ? fc.array(single, { maxLength: 3 }) : single;
  return includes(field.nullable, version) ? fc.option(value, { nil: null, freq: 4 }) : value;
}

function arbitraryElement(type: ElementType, field: Field, version: number): fc.Arbitrary<unknown> {
  if (typeof type === 'object') return arbitraryStruct(type.fields, version);
  if (type === 'int64' && field.asBigint) return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  return PRIMITIVES[type];
}

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));

const PRIMITIVES: Readonly<Record<Primitive, fc.Arbitrary<unknown>>> = {
  bool: fc.boolean(),
  int8: fc.integer({ min: -0x80, max: 0x7f }),
  int16: fc.integer({ min: -0x8000, max: 0x7fff }),
  uint16: fc.integer({ min: 0, max: 0xffff }),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
  float64: fc.double({ noNaN: true }),
  string: fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 200 })),
  bytes,
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => Buffer.from(array).toString('base64url')),
  records: bytes,
};

function defaultValue(field: Field): unknown {
  if (field.default !== undefined) return field.default;
  if (isArray(field.type)) return [];
  if (structIn(field.type) !== undefined) throw new Error(`${field.name} has no default`);
  if (field.type === 'records' && isNullable(field)) return null;
  if (field.type === 'int64' && field.asBigint) return 0n;
  return PRIMITIVE_DEFAULTS[field.type as Primitive];
}

const PRIMITIVE_DEFAULTS: Readonly<Record<Primitive, unknown>> = {
  bool: false,
  int8: 0,
  int16: 0,
  uint16: 0,
  int32: 0,
  int64: 0,
  float64: 0,
  string: '',
  bytes: NO_BYTES,
  uuid: ZERO_UUID,
  records: NO_BYTES,
};
