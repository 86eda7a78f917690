/** What the printers ask about a field: its TypeScript type, its default, the Reader and Writer methods for it. */
import type { FieldLayout, StructLayout } from './layout.ts';
import { isFlexible } from './layout.ts';
import type { Field, Primitive } from './notation.ts';
import { isArray, isStruct } from './notation.ts';
import { includes } from './versions.ts';

export function isNullable(field: Field): boolean {
  return field.nullable.from <= field.nullable.to;
}

/** A tagged struct without a default is optional: undefined stands for its absence from the wire. */
export function isOptional(field: Field): boolean {
  return field.tag !== undefined && isStruct(field.type) && field.default === undefined;
}

/** `isRequest`: whether the message is a request, whose records the broker has in one piece. */
export function typeOf({ field, structName }: FieldLayout, isRequest: boolean): string {
  const single = structName ?? primitiveType(elementPrimitive(field), field, isRequest);
  return (isArray(field.type) ? `readonly ${single}[]` : single) + (isNullable(field) ? ' | null' : '');
}

export function elementPrimitive(field: Field): Primitive {
  const type = isArray(field.type) ? field.type.element : field.type;
  if (typeof type === 'string') return type;
  throw new Error(`${field.name} holds a struct`);
}

/** The value in versions without the field, as TypeScript. */
export function defaultOf(field: Field): string {
  if (field.default === null) return 'null';
  if (isArray(field.type)) return '[]';
  if (isStruct(field.type))
    throw new Error(`${field.name}: a struct that is neither nullable nor tagged has no default`);
  return primitiveDefault(field.type, field);
}

/** A condition that holds where a field differs from its default. */
export function differsFromDefault(field: Field, expression: string): string {
  if (isOptional(field)) return `${expression} !== undefined`;
  if (field.default === null) return `${expression} !== null`;
  if (isArray(field.type)) return isNullable(field) ? `${expression}?.length !== 0` : `${expression}.length > 0`;
  if (field.type === 'bool') return field.default === true ? `!${expression}` : expression;
  if (field.type === 'bytes') return `${expression}${isNullable(field) ? '?' : ''}.length !== 0`;
  return `${expression} !== ${defaultOf(field)}`;
}

/** 'Int32', 'CompactNullableString', …: the part after `read` and `write` in that version. */
export function methodFor(struct: StructLayout, field: Field, version: number): string {
  const primitive = elementPrimitive(field);
  const compact = isFlexible(struct, version) && !field.neverFlexible ? 'Compact' : '';
  const nullable = !isArray(field.type) && includes(field.nullable, version) ? 'Nullable' : '';
  if (primitive === 'string') return `${compact}${nullable}String`;
  if (primitive === 'bytes') return `${compact}${nullable}Bytes`;
  if (primitive === 'records') return `${compact}${nullable}Records`;
  if (primitive === 'int64') return field.asBigint ? 'Int64Bigint' : 'Int64';
  return METHODS[primitive];
}

const METHODS = {
  bool: 'Boolean',
  int8: 'Int8',
  int16: 'Int16',
  uint16: 'Uint16',
  int32: 'Int32',
  float64: 'Float64',
  uuid: 'Uuid',
} as const;

function primitiveType(primitive: Primitive, field: Field, isRequest: boolean): string {
  if (primitive === 'bool') return 'boolean';
  if (primitive === 'string') return 'string';
  if (primitive === 'bytes') return 'Buffer';
  if (primitive === 'uuid') return 'Uuid';
  if (primitive === 'records') return isRequest ? 'Buffer' : 'Records';
  return field.asBigint ? 'bigint' : 'number';
}

function primitiveDefault(primitive: Primitive, field: Field): string {
  if (primitive === 'bool') return `${field.default ?? false}`;
  if (primitive === 'string') return `'${field.default ?? ''}'`;
  if (primitive === 'bytes') return 'NO_BYTES';
  if (primitive === 'uuid') return 'ZERO_UUID';
  if (primitive === 'records') return isNullable(field) ? 'null' : 'NO_BYTES';
  return `${field.default ?? 0}${field.asBigint ? 'n' : ''}`;
}
