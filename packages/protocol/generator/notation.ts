/**
 * The notation that schemas are written in: one function for each thing a schema can say, each returning plain data.
 *
 * A field is absent from versions outside its range; there it decodes to its default, and encoding anything else
 * fails unless the field is `ignorable`. A `tag` makes it a tagged field, which flexible versions write only when it
 * differs from its default. A `nullable` range says in which versions it may be null. Names are Kafka's own.
 */
import type { VersionNotation, VersionRange } from './versions.ts';
import { NO_VERSION, parseVersions } from './versions.ts';

export const PRIMITIVES = [
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'int64',
  'float64',
  'string',
  'bytes',
  'uuid',
  'records',
] as const;

export type Primitive = (typeof PRIMITIVES)[number];

export interface Struct {
  readonly name: string;
  readonly fields: readonly Field[];
}

export type ElementType = Primitive | Struct;

export interface ArrayType {
  readonly element: ElementType;
}

export type FieldType = ElementType | ArrayType;

export type Default = boolean | number | bigint | string | null;

export interface FieldOptions {
  readonly nullable?: VersionNotation;
  readonly tag?: number;
  readonly default?: Default;
  /** May be dropped silently when the version cannot carry it. */
  readonly ignorable?: true;
  /** Identifies its struct within the array that holds it. */
  readonly key?: true;
  /** 'none': written in the old way in flexible versions too. */
  readonly flexible?: 'none';
}

export interface Int64Options extends FieldOptions {
  /** For values that are only carried and may be any 64-bit value; the others are checked to be safe integers. */
  readonly as?: 'bigint';
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly versions: VersionRange;
  readonly nullable: VersionRange;
  readonly tag: number | undefined;
  readonly default: Default | undefined;
  readonly ignorable: boolean;
  readonly key: boolean;
  readonly neverFlexible: boolean;
  readonly asBigint: boolean;
}

export interface Message {
  readonly name: string;
  readonly versions: VersionRange;
  readonly flexible: VersionRange;
  readonly fields: readonly Field[];
}

export type Listener = 'broker' | 'controller';

export interface Api {
  readonly kind: 'api';
  readonly name: string;
  readonly key: number;
  readonly listeners: readonly Listener[];
  readonly latestVersionUnstable: boolean;
  readonly request: Message;
  readonly response: Message;
}

export interface Header {
  readonly kind: 'header';
  readonly name: string;
  readonly message: Message;
}

export interface Data {
  readonly kind: 'data';
  readonly name: string;
  readonly message: Message;
}

export interface CoordinatorRecord {
  readonly kind: 'coordinator-record';
  readonly name: string;
  readonly type: number;
  readonly key: Message;
  readonly value: Message;
}

export type Schema = Api | Header | Data | CoordinatorRecord;

type FieldFunction<Options = FieldOptions> = (name: string, versions: VersionNotation, options?: Options) => Field;

export const bool: FieldFunction = (name, versions, options) => field(name, 'bool', versions, options);
export const int8: FieldFunction = (name, versions, options) => field(name, 'int8', versions, options);
export const int16: FieldFunction = (name, versions, options) => field(name, 'int16', versions, options);
export const uint16: FieldFunction = (name, versions, options) => field(name, 'uint16', versions, options);
export const int32: FieldFunction = (name, versions, options) => field(name, 'int32', versions, options);
export const int64: FieldFunction<Int64Options> = (name, versions, options) => field(name, 'int64', versions, options);
export const float64: FieldFunction = (name, versions, options) => field(name, 'float64', versions, options);
export const string: FieldFunction = (name, versions, options) => field(name, 'string', versions, options);
export const bytes: FieldFunction = (name, versions, options) => field(name, 'bytes', versions, options);
export const uuid: FieldFunction = (name, versions, options) => field(name, 'uuid', versions, options);
export const records: FieldFunction = (name, versions, options) => field(name, 'records', versions, options);

/** A struct that several fields share. */
export function struct(name: string, fields: readonly Field[]): Struct {
  return { name, fields };
}

/** A field that holds one struct: a shared one, or one of its own, named and then spelled out. */
export function one(name: string, versions: VersionNotation, type: Struct, options?: FieldOptions): Field;
export function one(name: string, versions: VersionNotation, struct: string, fields: readonly Field[]): Field;
export function one(
  name: string,
  versions: VersionNotation,
  struct: string,
  options: FieldOptions,
  fields: readonly Field[],
): Field;
export function one(name: string, versions: VersionNotation, ...rest: TypeArguments): Field {
  const { type, options } = resolveType(rest);
  return field(name, type, versions, options);
}

/** A field that holds an array of a primitive, of a shared struct, or of a struct of its own. */
export function array(name: string, versions: VersionNotation, element: ElementType, options?: FieldOptions): Field;
export function array(name: string, versions: VersionNotation, struct: string, fields: readonly Field[]): Field;
export function array(
  name: string,
  versions: VersionNotation,
  struct: string,
  options: FieldOptions,
  fields: readonly Field[],
): Field;
export function array(name: string, versions: VersionNotation, ...rest: TypeArguments): Field {
  const { type, options } = resolveType(rest);
  return field(name, { element: type }, versions, options);
}

export interface ApiDefinition {
  readonly key: number;
  readonly versions: VersionNotation;
  readonly flexible: VersionNotation;
  readonly listeners: readonly Listener[];
  /** The last of the versions is not final: it has a codec, but is not served. */
  readonly latestVersionUnstable?: true;
  readonly request: readonly Field[];
  readonly response: readonly Field[];
}

export function api(name: string, definition: ApiDefinition): Api {
  const { key, versions, flexible, listeners, latestVersionUnstable = false, request, response } = definition;
  return {
    kind: 'api',
    name,
    key,
    listeners,
    latestVersionUnstable,
    request: message(`${name}Request`, versions, flexible, request),
    response: message(`${name}Response`, versions, flexible, response),
  };
}

export interface MessageDefinition {
  readonly versions: VersionNotation;
  readonly flexible: VersionNotation;
  readonly fields: readonly Field[];
}

/** What precedes a request or a response on the wire. */
export function header(name: string, { versions, flexible, fields }: MessageDefinition): Header {
  return { kind: 'header', name, message: message(name, versions, flexible, fields) };
}

/** A message that Kafka embeds in other messages or in control records. */
export function data(name: string, { versions, flexible, fields }: MessageDefinition): Data {
  return { kind: 'data', name, message: message(name, versions, flexible, fields) };
}

export interface CoordinatorRecordDefinition {
  /** The number that opens the record's key. */
  readonly type: number;
  readonly key: readonly Field[];
  /** Versions of the value. Keys have but version 0, which is not flexible. */
  readonly versions: VersionNotation;
  readonly flexible: VersionNotation;
  readonly value: readonly Field[];
}

/** A record that a coordinator keeps in its internal topic. */
export function coordinatorRecord(name: string, definition: CoordinatorRecordDefinition): CoordinatorRecord {
  const { type, key, versions, flexible, value } = definition;
  return {
    kind: 'coordinator-record',
    name,
    type,
    key: message(`${name}Key`, '0', 'none', key),
    value: message(`${name}Value`, versions, flexible, value),
  };
}

export function messagesOf(schema: Schema): readonly Message[] {
  if (schema.kind === 'api') return [schema.request, schema.response];
  if (schema.kind === 'coordinator-record') return [schema.key, schema.value];
  return [schema.message];
}

export function isArray(type: FieldType): type is ArrayType {
  return typeof type === 'object' && 'element' in type;
}

export function isStruct(type: FieldType): type is Struct {
  return typeof type === 'object' && 'fields' in type;
}

function message(
  name: string,
  versions: VersionNotation,
  flexible: VersionNotation,
  fields: readonly Field[],
): Message {
  return { name, versions: parseVersions(versions), flexible: parseVersions(flexible), fields };
}

function field(name: string, type: FieldType, versions: VersionNotation, options: Int64Options = {}): Field {
  return {
    name,
    type,
    versions: parseVersions(versions),
    nullable: options.nullable === undefined ? NO_VERSION : parseVersions(options.nullable),
    tag: options.tag,
    default: options.default,
    ignorable: options.ignorable ?? false,
    key: options.key ?? false,
    neverFlexible: options.flexible === 'none',
    asBigint: options.as === 'bigint',
  };
}

type TypeArguments = [type: string | Struct, second?: FieldOptions | readonly Field[], fields?: readonly Field[]];

function resolveType([type, second, third]: TypeArguments): { type: ElementType; options: FieldOptions | undefined } {
  const fields = isFields(second) ? second : third;
  const options = isFields(second) ? undefined : second;
  if (typeof type === 'string' && fields !== undefined) return { type: struct(type, fields), options };
  if (isElementType(type)) return { type, options };
  throw new Error(`${type} is neither a primitive nor a struct with fields`);
}

function isFields(argument: FieldOptions | readonly Field[] | undefined): argument is readonly Field[] {
  return Array.isArray(argument);
}

function isElementType(type: string | Struct): type is ElementType {
  return typeof type === 'object' || PRIMITIVES.some((primitive) => primitive === type);
}
