/**
 * Finds and loads the schema files: one API a file, those that only Moldau has in `moldau/`, internal records in
 * `records/`, both headers in `headers.ts`.
 */
import { readdir } from 'node:fs/promises';
import type { Api, CoordinatorRecord, Data, Header } from './notation.ts';

const SCHEMAS = new URL('../schemas/', import.meta.url);

/** Everything in schemas/, in the order of file names; `file` is the path within it without `.ts`. */
export interface Schemas {
  /** Kafka's. */
  readonly apis: readonly { readonly file: string; readonly schema: Api }[];
  /** Ours, from key 10000 on. */
  readonly moldauApis: readonly { readonly file: string; readonly schema: Api }[];
  readonly records: readonly { readonly file: string; readonly schema: Data | CoordinatorRecord }[];
  readonly headers: readonly Header[];
}

export async function loadSchemas(): Promise<Schemas> {
  const apis = await loadFolder<Api>(SCHEMAS, (file) => file !== 'headers');
  const moldauApis = await loadFolder<Api>(new URL('moldau/', SCHEMAS), () => true);
  const records = await loadFolder<Data | CoordinatorRecord>(new URL('records/', SCHEMAS), () => true);
  const { requestHeader, responseHeader } = await import('../schemas/headers.ts');
  return {
    apis,
    moldauApis: moldauApis.map(({ file, schema }) => ({ file: `moldau/${file}`, schema })),
    records,
    headers: [requestHeader, responseHeader],
  };
}

async function loadFolder<Schema>(
  folder: URL,
  wanted: (file: string) => boolean,
): Promise<{ file: string; schema: Schema }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const files = names.map((name) => name.slice(0, -'.ts'.length)).filter(wanted);
  return Promise.all(
    files.sort().map(async (file) => {
      const module: { default: Schema } = await import(new URL(`${file}.ts`, folder).href);
      return { file, schema: module.default };
    }),
  );
}
