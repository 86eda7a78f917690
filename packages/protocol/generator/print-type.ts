/** Prints a struct as an interface that tells in which versions each field exists. */
import { isOptional, typeOf } from './field-facts.ts';
import type { StructLayout } from './layout.ts';
import { camelCase } from './names.ts';
import type { Field } from './notation.ts';
import { includes, printVersions } from './versions.ts';

export function printType(struct: StructLayout): string[] {
  const { typeName, fields, message } = struct;
  if (fields.length === 0) return [typeComment(struct), `export type ${typeName} = Record<string, never>;`];
  return [
    typeComment(struct),
    `export interface ${typeName} {`,
    ...fields.flatMap((layout) => {
      const comment = fieldComment(struct, layout.field);
      const mark = isOptional(layout.field) ? '?' : '';
      const type = typeOf(layout, message.isRequest) + (isOptional(layout.field) ? ' | undefined' : '');
      return [...comment, `  ${camelCase(layout.field.name)}${mark}: ${type};`];
    }),
    '}',
  ];
}

function typeComment({ typeName, versions, message }: StructLayout): string {
  if (typeName !== message.name) return `/** Part of ${message.name}, versions ${printVersions(versions)}. */`;
  return `/** Versions ${printVersions(versions)}, flexible versions ${printVersions(message.flexible)}. */`;
}

function fieldComment({ versions }: StructLayout, field: Field): string[] {
  const facts: string[] = [];
  const everywhere = includes(field.versions, versions.from) && includes(field.versions, versions.to);
  const nullableEverywhere = includes(field.nullable, versions.from) && includes(field.nullable, versions.to);
  if (!everywhere) facts.push(`versions ${printVersions(field.versions)}`);
  if (printVersions(field.nullable) !== 'none' && !nullableEverywhere && field.nullable.from !== field.versions.from) {
    facts.push(`null in versions ${printVersions(field.nullable)}`);
  }
  if (field.tag !== undefined) facts.push(`tag ${field.tag}`);
  if (field.default !== undefined && field.default !== null)
    facts.push(`default ${JSON.stringify(plain(field.default))}`);
  if (field.key) facts.push('unique in its array');
  if (field.ignorable && !everywhere) facts.push('dropped where it cannot be written');
  if (facts.length === 0) return [];
  const sentence = facts.join(', ');
  return [`  /** ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}. */`];
}

function plain(value: boolean | number | bigint | string): boolean | number | string {
  return typeof value === 'bigint' ? `${value}` : value;
}
