/**
 * Prints a struct's decode function: one local variable a field, in the order of the wire, then the object.
 */
import type { Branch } from './branches.ts';
import { branches, conditionFor, flexibleOnly, isEverFlexible, isPartlyFlexible } from './branches.ts';
import { defaultOf, isNullable, isOptional, methodFor, typeOf } from './field-facts.ts';
import type { FieldLayout, StructLayout } from './layout.ts';
import { isFlexible, presentIn } from './layout.ts';
import { camelCase, localName } from './names.ts';
import type { Field } from './notation.ts';
import { isArray, isStruct } from './notation.ts';
import { declaration, indent, mentions } from './source-text.ts';
import { includes } from './versions.ts';

export function printDecode(struct: StructLayout, exported: boolean): string[] {
  const untagged = struct.fields.filter(({ field }) => field.tag === undefined);
  const body = [
    ...untagged.flatMap((layout) => decodeField(struct, layout)),
    ...decodeTaggedFields(struct),
    ...returnStruct(struct),
  ];
  if (mentions(body, 'flexible')) body.unshift(`const flexible = version >= ${struct.message.flexible.from};`);
  return declaration({
    exported,
    name: `decode${struct.typeName}`,
    parameters: ['reader: Reader', 'version: number'],
    returns: struct.typeName,
    body,
  });
}

/** Characters of an expression that no longer reads well inside a loop's head. */
const LONG_EXPRESSION = 80;

function decodeField(struct: StructLayout, layout: FieldLayout): string[] {
  const { field } = layout;
  if (isArray(field.type)) return decodeArray(struct, layout);
  const present = presentIn(struct, field);
  const choices = branches(struct, present, (version) => readOne(struct, layout, version));
  const value = choose(choices, () => defaultOf(field));
  const type = needsAnnotation(field) ? `: ${typeOf(layout, struct.message.isRequest)}` : '';
  return [`const ${localName(field.name)}${type} = ${value};`];
}

/** The Reader call for a single value. */
function readOne(struct: StructLayout, { field, structName }: FieldLayout, version: number): string {
  if (structName === undefined) return `reader.read${methodFor(struct, field, version).replace('Records', 'Bytes')}()`;
  const decoded = `decode${structName}(reader, version)`;
  const nullableStruct = isStruct(field.type) && includes(field.nullable, version);
  if (!nullableStruct) return decoded;
  return `${field.tag === undefined ? 'reader.readInt8() < 0' : 'reader.readUnsignedVarint() === 0'} ? null : ${decoded}`;
}

function decodeArray(struct: StructLayout, layout: FieldLayout): string[] {
  const { field } = layout;
  const name = localName(field.name);
  const lengths = branches(struct, presentIn(struct, field), (version) => readLength(struct, field, version));
  const length = choose(lengths, () => (field.default === null ? '-1' : '0'));
  const type = mutableArrayType(struct, layout);
  if (!isNullable(field)) return [`const ${name}: ${type} = [];`, ...pushLoop(struct, layout, name, length)];
  return [
    `const ${name}Length = ${length};`,
    `let ${name}: ${type} | null = null;`,
    `if (${name}Length >= 0) {`,
    ...indent([`${name} = [];`, ...pushLoop(struct, layout, name, `${name}Length`)]),
    '}',
  ];
}

function mutableArrayType(struct: StructLayout, layout: FieldLayout): string {
  const [type = ''] = typeOf(layout, struct.message.isRequest).split(' | ');
  return type.replace('readonly ', '');
}

function readLength(struct: StructLayout, field: Field, version: number): string {
  const compact = isFlexible(struct, version) ? 'Compact' : '';
  const nullable = includes(field.nullable, version) ? 'Nullable' : '';
  return `reader.read${compact}${nullable}ArrayLength()`;
}

function pushLoop(struct: StructLayout, layout: FieldLayout, name: string, length: string): string[] {
  const present = presentIn(struct, layout.field);
  const within = { ...struct, versions: { from: present[0] ?? 0, to: present.at(-1) ?? 0 } };
  const elements = branches(within, present, (version) => readOne(struct, layout, version));
  const push = `${name}.push(${choose(elements, () => defaultOf(layout.field))});`;
  const loop = (start: string) => [`for (let left = ${start}; left > 0; left--) {`, ...indent([push]), '}'];
  if (length.length <= LONG_EXPRESSION) return loop(length);
  return [`const ${name}Length = ${length};`, ...loop(`${name}Length`)];
}

function decodeTaggedFields(struct: StructLayout): string[] {
  if (!isEverFlexible(struct)) return [];
  const tagged = struct.fields.filter(({ field }) => field.tag !== undefined);
  const declarations = tagged.map((layout) => declareTagged(struct, layout));
  const loop = tagged.length === 0 ? ['reader.skipTaggedFields();'] : taggedLoop(struct, tagged);
  if (!isPartlyFlexible(struct)) return [...declarations, ...loop];
  if (loop.length === 1) return [...declarations, `if (flexible) ${loop.join('')}`];
  return [...declarations, 'if (flexible) {', ...indent(loop), '}'];
}

function declareTagged(struct: StructLayout, layout: FieldLayout): string {
  const { field } = layout;
  const name = localName(field.name);
  const type = typeOf(layout, struct.message.isRequest);
  if (isOptional(field)) return `let ${name}: ${type} | undefined;`;
  return `let ${name}: ${type} = ${defaultOf(field)};`;
}

function taggedLoop(struct: StructLayout, tagged: readonly FieldLayout[]): string[] {
  return [
    'for (let left = reader.readTaggedFieldCount(); left > 0; left--) {',
    '  const tag = reader.readUnsignedVarint();',
    '  const end = reader.readTaggedFieldEnd();',
    '  switch (tag) {',
    ...indent(indent(tagged.flatMap((layout) => taggedCase(struct, layout)))),
    '    default:',
    '      reader.position = end;',
    '  }',
    '  reader.finishTaggedField(end);',
    '}',
  ];
}

function taggedCase(struct: StructLayout, layout: FieldLayout): string[] {
  const { field } = layout;
  const name = localName(field.name);
  const present = presentIn(struct, field);
  const [from = 0, to = from] = [present[0], present.at(-1)];
  const allowed = conditionFor(struct, { from, to }, flexibleOnly(struct));
  const refusal =
    allowed === undefined
      ? []
      : [`if (!(${allowed})) reader.refuseTag(tag);`.replace(/!\(version >= (\d+)\)/, 'version < $1')];
  const lines = [...refusal, ...taggedValue(struct, layout, name, from), 'break;'];
  if (!isArray(field.type)) return [`case ${field.tag}:`, ...indent(lines)];
  return [`case ${field.tag}: {`, ...indent(lines), '}'];
}

function taggedValue(struct: StructLayout, layout: FieldLayout, name: string, version: number): string[] {
  if (!isArray(layout.field.type)) return [`${name} = ${readOne(struct, layout, version)};`];
  const type = mutableArrayType(struct, layout);
  const length = readLength(struct, layout.field, version);
  const read = readOne(struct, layout, version);
  const loop = (start: string) => `for (let more = ${start}; more > 0; more--) elements.push(${read});`;
  if (!isNullable(layout.field)) return [`const elements: ${type} = [];`, loop(length), `${name} = elements;`];
  return [
    `const length = ${length};`,
    `const elements: ${type} = [];`,
    loop('length'),
    `${name} = length < 0 ? null : elements;`,
  ];
}

function returnStruct(struct: StructLayout): string[] {
  const { fields, typeName } = struct;
  const optional = fields.filter(({ field }) => isOptional(field)).map(({ field }) => field);
  const required = fields.filter(({ field }) => !isOptional(field)).map(({ field }) => property(field));
  const object = required.length === 0 ? '{}' : `{ ${required.join(', ')} }`;
  if (optional.length === 0) return [`return ${object};`];
  return [
    `const message: ${typeName} = ${object};`,
    ...optional.map(
      ({ name }) => `if (${localName(name)} !== undefined) message.${camelCase(name)} = ${localName(name)};`,
    ),
    'return message;',
  ];
}

function property({ name }: Field): string {
  return localName(name) === camelCase(name) ? camelCase(name) : `${camelCase(name)}: ${localName(name)}`;
}

/** A chain of `? :`, ending in `otherwise` unless the branches cover every version. */
function choose(choices: readonly Branch[], otherwise: () => string): string {
  const complete = choices.length > 0 && choices.at(-1)?.condition === undefined;
  const parts = choices.map(({ condition, text }) => {
    const value = text.includes(' ? ') && choices.length > 1 ? `(${text})` : text;
    return condition === undefined ? value : `${condition} ? ${value}`;
  });
  return (complete ? parts : [...parts, otherwise()]).join(' : ');
}

function needsAnnotation(field: Field): boolean {
  return isNullable(field) || field.type === 'uuid';
}
