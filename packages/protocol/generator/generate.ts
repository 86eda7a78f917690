/** All generated files, as text. The same schemas always give the same bytes. */
import { loadSchemas } from './load-schemas.ts';
import { printApiKeys } from './print-api-keys.ts';
import { printFile } from './print-file.ts';

export const GENERATED = new URL('../src/generated/', import.meta.url);

/** File contents by path within src/generated. */
export async function generate(): Promise<Map<string, string>> {
  const { apis, moldauApis, records, headers } = await loadSchemas();
  const files = new Map<string, string>();
  for (const { file, schema } of apis) {
    files.set(`${file}.ts`, printFile([schema], `packages/protocol/schemas/${file}.ts`, '../wire'));
  }
  for (const { file, schema } of moldauApis) {
    files.set(`${file}.ts`, printFile([schema], `packages/protocol/schemas/${file}.ts`, '../../wire'));
  }
  for (const { file, schema } of records) {
    files.set(`records/${file}.ts`, printFile([schema], `packages/protocol/schemas/records/${file}.ts`, '../../wire'));
  }
  files.set('headers.ts', printFile(headers, 'packages/protocol/schemas/headers.ts', '../wire'));
  files.set('api-keys.ts', printApiKeys([...apis, ...moldauApis].map(({ schema }) => schema)));
  return files;
}
