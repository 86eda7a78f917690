/**
 * A schema file as the generator sees it: the structs to print, each under a name that is unique in its file, and each
 * with the versions in which it can occur, so that no generated condition asks what cannot be otherwise.
 */
import type { Field, FieldType, Message, Struct } from './notation.ts';
import { isArray, isStruct } from './notation.ts';
import type { VersionRange } from './versions.ts';
import { includes, intersect, NO_VERSION, span, versionsIn } from './versions.ts';

export interface StructLayout {
  readonly typeName: string;
  readonly fields: readonly FieldLayout[];
  readonly versions: VersionRange;
  readonly message: MessageLayout;
}

export interface MessageLayout {
  readonly name: string;
  readonly versions: VersionRange;
  readonly flexible: VersionRange;
  /** Whether the broker decodes it (true) or encodes it. */
  readonly isRequest: boolean;
}

export interface FieldLayout {
  readonly field: Field;
  /** The TypeScript name of the struct that the field holds, or holds an array of. */
  readonly structName: string | undefined;
}

/** The structs of one file: each message followed by the structs it uses, outermost first. */
export function layOut(messages: readonly Message[]): StructLayout[] {
  const clashes = namesInSeveral(messages.map((message) => new Set(structsOf(message.fields).map(({ name }) => name))));
  return messages.flatMap((message) => layOutMessage(message, clashes));
}

/** The struct that a field's type is or is an array of. */
export function structIn(type: FieldType): Struct | undefined {
  if (isArray(type)) return isStruct(type.element) ? type.element : undefined;
  return isStruct(type) ? type : undefined;
}

/** Versions of the struct in which the field is on the wire. */
export function presentIn(struct: StructLayout, field: Field): number[] {
  return versionsIn(struct.versions).filter((version) => includes(field.versions, version));
}

export function isFlexible(struct: StructLayout, version: number): boolean {
  return includes(struct.message.flexible, version);
}

function layOutMessage(message: Message, clashes: ReadonlySet<string>): StructLayout[] {
  const { name, versions, flexible } = message;
  const messageLayout = { name, versions, flexible, isRequest: name.endsWith('Request') };
  const typeNameOf = (struct: Struct) => (clashes.has(struct.name) ? name + struct.name : struct.name);
  const layOutStruct = (typeName: string, fields: readonly Field[], range: VersionRange): StructLayout => ({
    typeName,
    versions: range,
    message: messageLayout,
    fields: fields.map((field) => ({ field, structName: mapDefined(structIn(field.type), typeNameOf) })),
  });
  const structs = structsOf(message.fields);
  const ranges = occurrences(message);
  return [
    layOutStruct(name, message.fields, versions),
    ...structs.map((struct) => layOutStruct(typeNameOf(struct), struct.fields, ranges.get(struct) ?? NO_VERSION)),
  ];
}

/** Every struct below the fields once, each before those inside it. */
function structsOf(fields: readonly Field[]): Struct[] {
  const found = new Set<Struct>();
  for (const field of fields) {
    const struct = structIn(field.type);
    if (struct === undefined) continue;
    found.add(struct);
    for (const inner of structsOf(struct.fields)) found.add(inner);
  }
  return [...found];
}

/** The versions in which each struct can occur: those of its fields, cut to those of what holds them. */
function occurrences(message: Message): Map<Struct, VersionRange> {
  const ranges = new Map<Struct, VersionRange>();
  const visit = (fields: readonly Field[], within: VersionRange): void => {
    for (const field of fields) {
      const struct = structIn(field.type);
      if (struct === undefined) continue;
      const range = intersect(field.versions, within);
      ranges.set(struct, span(ranges.get(struct) ?? range, range));
      visit(struct.fields, range);
    }
  };
  visit(message.fields, message.versions);
  return ranges;
}

function namesInSeveral(sets: readonly ReadonlySet<string>[]): Set<string> {
  const seen = new Set<string>();
  const several = new Set<string>();
  for (const name of sets.flatMap((set) => [...set])) {
    if (seen.has(name)) several.add(name);
    seen.add(name);
  }
  return several;
}

function mapDefined<T, U>(value: T | undefined, map: (value: T) => U): U | undefined {
  return value === undefined ? undefined : map(value);
}
