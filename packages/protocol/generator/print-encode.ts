/**
 * Prints a struct's encode function: one statement a field, in the order of the wire. Where a version lacks the field,
 * anything but the default throws, unless the schema calls the field ignorable.
 */
import type { Branch } from './branches.ts';
import { branches, conditionFor, flexibleOnly, isEverFlexible, isPartlyFlexible } from './branches.ts';
import { differsFromDefault, isNullable, methodFor } from './field-facts.ts';
import type { FieldLayout, StructLayout } from './layout.ts';
import { isFlexible, presentIn } from './layout.ts';
import { camelCase } from './names.ts';
import type { Field } from './notation.ts';
import { isArray, isStruct } from './notation.ts';
import { declaration, indent, mentions } from './source-text.ts';
import { includes, versionsIn } from './versions.ts';

export function printEncode(struct: StructLayout, exported: boolean): string[] {
  const untagged = struct.fields.filter(({ field }) => field.tag === undefined);
  const body = [...untagged.flatMap((layout) => encodeField(struct, layout)), ...encodeTaggedFields(struct)];
  if (mentions(body, 'flexible')) body.unshift(`const flexible = version >= ${struct.message.flexible.from};`);
  return declaration({
    exported,
    name: `encode${struct.typeName}`,
    parameters: ['writer: Writer', `message: ${struct.typeName}`, 'version: number'],
    returns: 'void',
    body,
  });
}

function encodeField(struct: StructLayout, layout: FieldLayout): string[] {
  const { field } = layout;
  const present = presentIn(struct, field);
  const write = (version: number) => writeField(struct, layout, version).join('\n');
  const writes = isArray(field.type) ? arrayBranches(struct, layout, present) : branches(struct, present, write);
  return ifChain(writes, refuseIfSet(struct, field));
}

/** Branches by whether the array may be null; each then asks for itself which encoding is due. */
function arrayBranches(struct: StructLayout, layout: FieldLayout, present: readonly number[]): Branch[] {
  const byNull = branches(struct, present, (version) => `${includes(layout.field.nullable, version)}`);
  return byNull.map((branch) => {
    const within = { ...struct, versions: branch.range };
    return {
      ...branch,
      text: [...refuseNull(struct, layout.field, branch.range.to), ...writeArray(within, layout)].join('\n'),
    };
  });
}

function refuseNull(struct: StructLayout, field: Field, version: number): string[] {
  if (!isNullable(field) || includes(field.nullable, version)) return [];
  return [`if (message.${camelCase(field.name)} === null) ${refuse(struct, field, ' of null')}`];
}

/** What to do in versions without the field; nothing if there are none or the field is ignorable. */
function refuseIfSet(struct: StructLayout, field: Field): string | undefined {
  if (field.ignorable || presentIn(struct, field).length === versionsIn(struct.versions).length) return undefined;
  const set = differsFromDefault(field, `message.${camelCase(field.name)}`);
  return `if (${set}) ${refuse(struct, field)}`;
}

function refuse({ typeName }: StructLayout, field: Field, what = ''): string {
  return `throw new UnsupportedVersionError('${typeName}.${camelCase(field.name)}${what}', version);`;
}

function writeField(struct: StructLayout, layout: FieldLayout, version: number): string[] {
  const { field } = layout;
  const value = `message.${camelCase(field.name)}`;
  if (isStruct(field.type) && includes(field.nullable, version)) {
    const [absent, present] =
      field.tag === undefined ? ['Int8(-1)', 'Int8(1)'] : ['UnsignedVarint(0)', 'UnsignedVarint(1)'];
    const write = writeOne(struct, layout, value, version);
    return [
      `if (${value} === null) {`,
      `  writer.write${absent};`,
      '} else {',
      `  writer.write${present};`,
      `  ${write}`,
      '}',
    ];
  }
  return [...refuseNull(struct, field, version), writeOne(struct, layout, value, version)];
}

/** The Writer call for a single value. */
function writeOne(struct: StructLayout, { field, structName }: FieldLayout, value: string, version: number): string {
  if (structName !== undefined) return `encode${structName}(writer, ${value}, version);`;
  return `writer.write${methodFor(struct, field, version)}(${value});`;
}

/** The array in all versions of `struct`, which is cut to those where the array is present. */
function writeArray(struct: StructLayout, layout: FieldLayout): string[] {
  const value = `message.${camelCase(layout.field.name)}`;
  const nullable = includes(layout.field.nullable, struct.versions.to);
  const length = nullable ? `${value}?.length ?? -1` : `${value}.length`;
  const versions = versionsIn(struct.versions);
  const lengths = branches(struct, versions, (version) => {
    return `writer.write${isFlexible(struct, version) ? 'Compact' : ''}ArrayLength(${length});`;
  });
  const elements = branches(struct, versions, (version) => writeOne(struct, layout, 'element', version));
  return [
    ...ifChain(lengths, undefined),
    ...forEach(nullable ? `${value} ?? []` : value, ifChain(elements, undefined)),
  ];
}

function forEach(elements: string, body: readonly string[]): string[] {
  const head = `for (const element of ${elements})`;
  if (body.length === 1) return [`${head} ${body.join('')}`];
  return [`${head} {`, ...indent(body), '}'];
}

function encodeTaggedFields(struct: StructLayout): string[] {
  if (!isEverFlexible(struct)) return [];
  const tagged = struct.fields.filter(({ field }) => field.tag !== undefined);
  const sorted = tagged.toSorted((a, b) => (a.field.tag ?? 0) - (b.field.tag ?? 0));
  const refusals = tagged.flatMap(({ field }) => refuseTagged(struct, field));
  const write = sorted.length === 0 ? ['writer.writeUnsignedVarint(0);'] : writeTagged(struct, sorted);
  if (!isPartlyFlexible(struct)) return [...refusals, ...write];
  return [
    ...refusals,
    ...(write.length === 1 ? [`if (flexible) ${write.join('')}`] : ['if (flexible) {', ...indent(write), '}']),
  ];
}

function refuseTagged(struct: StructLayout, field: Field): string[] {
  const refusal = refuseIfSet(struct, field);
  if (refusal === undefined) return [];
  const writable = conditionFor(struct, taggedRange(struct, field), struct.versions, true);
  const missing =
    writable === 'flexible' ? '!flexible' : `!(${writable})`.replace(/!\(version >= (\d+)\)/, 'version < $1');
  return [refusal.replace('if (', `if (${missing} && `)];
}

function writeTaggedValue(struct: StructLayout, layout: FieldLayout): string[] {
  const { to } = taggedRange(struct, layout.field);
  if (!isArray(layout.field.type)) return writeField(struct, layout, to);
  return writeArray({ ...struct, versions: { from: to, to } }, layout);
}

function taggedRange(struct: StructLayout, field: Field): { from: number; to: number } {
  const present = presentIn(struct, field);
  return { from: present[0] ?? 0, to: present.at(-1) ?? 0 };
}

function writeTagged(struct: StructLayout, tagged: readonly FieldLayout[]): string[] {
  const conditions = tagged.map(({ field }) => {
    const range = conditionFor(struct, taggedRange(struct, field), flexibleOnly(struct));
    const set = differsFromDefault(field, `message.${camelCase(field.name)}`);
    return range === undefined ? set : `${range} && ${set}`;
  });
  return [
    'let taggedFields = 0;',
    ...conditions.map((condition) => `if (${condition}) taggedFields++;`),
    'writer.writeUnsignedVarint(taggedFields);',
    ...tagged.flatMap((layout, index) => [
      `if (${conditions[index]}) {`,
      `  const field = writer.beginTaggedField(${layout.field.tag});`,
      ...indent(writeTaggedValue(struct, layout)),
      '  writer.endTaggedField(field);',
      '}',
    ]),
  ];
}

/** `if … else if … else`, ending in `otherwise` where the branches do not cover every version. */
function ifChain(choices: readonly Branch[], otherwise: string | undefined): string[] {
  const [first] = choices;
  if (first === undefined) return otherwise === undefined ? [] : [otherwise];
  if (first.condition === undefined) return first.text.split('\n');
  const last = otherwise === undefined ? [] : otherwiseBranch(otherwise);
  const links = [...choices.map(({ condition, text }) => ({ condition, lines: text.split('\n') })), ...last];
  const braces = links.some(({ lines }) => lines.length > 1);
  const printed = links.flatMap(({ condition, lines }, index) => {
    const head = [...(index > 0 ? ['else'] : []), ...(condition === undefined ? [] : [`if (${condition})`])].join(' ');
    if (!braces) return [`${head} ${lines.join('')}`];
    return [`${index > 0 ? '} ' : ''}${head} {`, ...indent(lines)];
  });
  return braces ? [...printed, '}'] : printed;
}

/** Takes `if (condition) throw …;` apart. */
function otherwiseBranch(statement: string): { condition: string; lines: string[] }[] {
  const end = statement.indexOf(') throw ');
  return [{ condition: statement.slice('if ('.length, end), lines: [statement.slice(end + 2)] }];
}
