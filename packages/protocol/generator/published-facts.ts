/**
 * For tests: the facts about Kafka's messages that lie beside this repository, brought into one form with our schemas.
 *
 * A message becomes a list of lines, one for itself and one for each field with its path, shared structs spelled out.
 */
import { existsSync, readFileSync } from 'node:fs';
import { structIn } from './layout.ts';
import type { CoordinatorRecord, Data, Field, Header, Message, Schema } from './notation.ts';
import { isArray, isStruct } from './notation.ts';
import { printVersions } from './versions.ts';

const FOLDER = new URL('../../../../shared/protocol/', import.meta.url);

/** Pass to `test` as its options: says why where the facts are not at hand. */
export const whereFactsAre = existsSync(FOLDER) ? {} : { skip: 'needs ../shared/protocol beside the repository' };

/** The rows of a table, each as an object by column name. */
export function factTable(file: string): Record<string, string>[] {
  const [header = '', ...rows] = readLines(file);
  const names = header.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, index) => [names[index] ?? '', cell])));
}

/** Lines of each message in a file of messages, by the message's name. */
export function factMessages(file: string): Map<string, string[]> {
  const messages = new Map<string, string[]>();
  for (const block of blocksOf(readLines(file).filter((line) => !line.startsWith('#')))) {
    const [name = ''] = block.head.split(' ');
    const shared = new Map(block.children.filter(isSharedStruct).map((each) => [each.head.split(' ')[1] ?? '', each]));
    const fields = block.children.filter((each) => !isSharedStruct(each));
    messages.set(name, [sortFacts(block.head), ...fields.flatMap((field) => factField(field, shared, name))]);
  }
  return messages;
}

/** Lines of each message of a schema, by the message's name. */
export function schemaMessages(schema: Schema): Map<string, string[]> {
  if (schema.kind === 'api') {
    const listeners = ` listeners=${schema.listeners.join(',')}`;
    const unstable = schema.latestVersionUnstable ? ' latestVersionUnstable' : '';
    return new Map([
      schemaMessage(schema.request, `request key=${schema.key}`, unstable + listeners),
      schemaMessage(schema.response, `response key=${schema.key}`),
    ]);
  }
  return new Map(otherMessages(schema));
}

function otherMessages(schema: Header | Data | CoordinatorRecord): [string, string[]][] {
  if (schema.kind !== 'coordinator-record') return [schemaMessage(schema.message, schema.kind)];
  return [
    schemaMessage(schema.key, `coordinator-key key=${schema.type}`),
    schemaMessage(schema.value, `coordinator-value key=${schema.type}`),
  ];
}

function schemaMessage(message: Message, kind: string, rest = ''): [string, string[]] {
  const { name, versions, flexible, fields } = message;
  const head = `${name} ${kind} versions=${printVersions(versions)} flexible=${printVersions(flexible)}${rest}`;
  return [name, [sortFacts(head), ...fields.flatMap((field) => schemaField(field, name))]];
}

function schemaField(field: Field, parent: string): string[] {
  const path = `${parent}.${field.name}`;
  const element = isArray(field.type) ? field.type.element : field.type;
  const type = (isArray(field.type) ? '[]' : '') + (isStruct(element) ? element.name : element);
  const versions = printVersions(field.versions);
  const facts = [
    field.nullable.from > field.nullable.to ? '' : `nullable=${printVersions(field.nullable)}`,
    field.tag === undefined ? '' : `tag=${field.tag}@${versions}`,
    field.default === undefined ? '' : `default=${field.default}`,
    field.key ? 'key' : '',
    field.ignorable ? 'ignorable' : '',
    field.neverFlexible ? 'flexible=none' : '',
  ];
  const line = sortFacts([path, type, versions, ...facts.filter(Boolean)].join(' '));
  return [line, ...(structIn(field.type)?.fields ?? []).flatMap((inner) => schemaField(inner, path))];
}

interface Block {
  readonly head: string;
  readonly children: Block[];
}

/** Nests lines by their indentation. */
function blocksOf(lines: readonly string[]): Block[] {
  const root: Block = { head: '', children: [] };
  const open: Block[] = [root];
  for (const line of lines.filter((each) => each.trim() !== '')) {
    const depth = (line.length - line.trimStart().length) / 2;
    const block: Block = { head: line.trim(), children: [] };
    open[depth]?.children.push(block);
    open[depth + 1] = block;
  }
  return root.children;
}

function isSharedStruct({ head }: Block): boolean {
  return head.startsWith('struct ');
}

function factField({ head, children }: Block, shared: ReadonlyMap<string, Block>, parent: string): string[] {
  const [, name = '', type = '', versions = '', rest = ''] = /^(\S+) (\S+) (\S*) ?(.*)$/.exec(head) ?? [];
  const path = `${parent}.${name}`;
  const tagVersions = /tag=\d+@(?<versions>\S+)/.exec(rest)?.groups?.['versions'] ?? '';
  const line = sortFacts([path, type, versions || tagVersions, plainDefault(rest)].join(' ').trim());
  const inner = children.length > 0 ? children : (shared.get(type.replace('[]', ''))?.children ?? []);
  return [line, ...inner.flatMap((each) => factField(each, shared, path))];
}

/** A default of JSON's null, which is printed without quotes, is none at all; of the text "null" it is null. */
function plainDefault(facts: string): string {
  return facts
    .replace(/ ?default=null(?= |$)/, '')
    .replace(/default="(?<value>[^"]*)"/, 'default=$<value>')
    .replace('default=0x7fffffff', `default=${0x7fff_ffff}`);
}

/** Everything after the first two words in alphabetical order. */
function sortFacts(line: string): string {
  const [name, kind, ...facts] = line.split(' ');
  return [name, kind, ...facts.toSorted()].join(' ');
}

function readLines(file: string): string[] {
  return readFileSync(new URL(file, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}
