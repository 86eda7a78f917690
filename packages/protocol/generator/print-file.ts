/** Prints one generated file: the types and codecs of a schema's messages and the descriptor that ties them together. */
import type { StructLayout } from './layout.ts';
import { layOut } from './layout.ts';
import { camelCase } from './names.ts';
import type { Api, CoordinatorRecord, Data, Message, Schema } from './notation.ts';
import { messagesOf } from './notation.ts';
import { printDecode } from './print-decode.ts';
import { printEncode } from './print-encode.ts';
import { printType } from './print-type.ts';
import { indent, LINE_WIDTH, mentions } from './source-text.ts';

/** `schemas` share the file; `source` is their file's path and `wire` leads to src/wire, both as seen from the output. */
export function printFile(schemas: readonly Schema[], source: string, wire: string): string {
  const code = schemas.flatMap((schema) => [...printMessages(schema), ...printDescriptor(schema)]);
  const opening = `// Generated from ${source} by \`npm run generate\`; edit the schema, not this file.`;
  return `${[opening, ...imports(code, wire)].join('\n')}\n${code.join('\n')}\n`;
}

export function printApiSummary({ name, key, listeners, latestVersionUnstable, request }: Api): string[] {
  const { versions, flexible } = request;
  return [
    `key: ${key},`,
    `name: '${name}',`,
    `minVersion: ${versions.from},`,
    `maxVersion: ${latestVersionUnstable ? versions.to - 1 : versions.to},`,
    `flexibleFrom: ${Number.isFinite(flexible.from) ? flexible.from : 'Number.POSITIVE_INFINITY'},`,
    `listeners: [${listeners.map((listener) => `'${listener}'`).join(', ')}],`,
  ];
}

function printMessages(schema: Schema): string[] {
  const structs = layOut(messagesOf(schema));
  const isMessage = ({ typeName, message }: StructLayout) => typeName === message.name;
  const types = structs.flatMap((struct) => ['', ...printType(struct)]);
  const codecs = structs.flatMap((struct) => {
    const exported = isMessage(struct);
    return ['', ...printDecode(struct, exported), '', ...printEncode(struct, exported)];
  });
  return [...types, ...codecs];
}

function printDescriptor(schema: Schema): string[] {
  if (schema.kind === 'api') return printApiDescriptor(schema);
  if (schema.kind === 'coordinator-record') return printRecordDescriptor(schema);
  return schema.kind === 'data' ? printDataDescriptor(schema) : [];
}

function printApiDescriptor(api: Api): string[] {
  const { name } = api;
  return [
    '',
    ...opening(`${camelCase(name)}Api`, 'ApiDescriptor', [`${name}Request`, `${name}Response`]),
    ...indent(printApiSummary(api)),
    `  decodeRequest: decode${name}Request,`,
    `  encodeRequest: encode${name}Request,`,
    `  decodeResponse: decode${name}Response,`,
    `  encodeResponse: encode${name}Response,`,
    '};',
  ];
}

function printRecordDescriptor({ name, type, key, value }: CoordinatorRecord): string[] {
  return [
    '',
    ...opening(`${camelCase(name)}Record`, 'CoordinatorRecordDescriptor', [`${name}Key`, `${name}Value`]),
    `  type: ${type},`,
    `  name: '${name}',`,
    '  key: {',
    ...indent(indent(dataProperties(key))),
    '  },',
    '  value: {',
    ...indent(indent(dataProperties(value))),
    '  },',
    '};',
  ];
}

function printDataDescriptor({ name, message }: Data): string[] {
  return ['', ...opening(`${camelCase(name)}Data`, 'DataDescriptor', [name]), ...indent(dataProperties(message)), '};'];
}

function opening(constant: string, type: string, parameters: readonly string[]): string[] {
  const oneLine = `export const ${constant}: ${type}<${parameters.join(', ')}> = {`;
  if (oneLine.length <= LINE_WIDTH) return [oneLine];
  return [`export const ${constant}: ${type}<`, ...indent([parameters.join(',\n  ')]), '> = {'];
}

function dataProperties({ name, versions }: Message): string[] {
  return [
    `name: '${name}',`,
    `minVersion: ${versions.from},`,
    `maxVersion: ${versions.to},`,
    `decode: decode${name},`,
    `encode: encode${name},`,
  ];
}

/** What generated code may need from src/wire, by file; a line is printed for what it mentions. */
const IMPORTS: readonly { readonly file: string; readonly type?: true; readonly name: string }[] = [
  { file: 'api-descriptor', type: true, name: 'ApiDescriptor' },
  { file: 'data-descriptor', type: true, name: 'CoordinatorRecordDescriptor' },
  { file: 'data-descriptor', type: true, name: 'DataDescriptor' },
  { file: 'no-bytes', name: 'NO_BYTES' },
  { file: 'reader', type: true, name: 'Reader' },
  { file: 'records', type: true, name: 'Records' },
  { file: 'unsupported-version-error', name: 'UnsupportedVersionError' },
  { file: 'uuid', type: true, name: 'Uuid' },
  { file: 'uuid', name: 'ZERO_UUID' },
  { file: 'writer', type: true, name: 'Writer' },
];

function imports(code: readonly string[], wire: string): string[] {
  const mentioned = IMPORTS.filter(({ name }) => mentions(code, name));
  return mentioned.map(({ file, type, name }) => `import ${type ? 'type ' : ''}{ ${name} } from '${wire}/${file}.ts';`);
}
