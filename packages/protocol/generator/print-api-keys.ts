/** Prints the table of all APIs without their codecs, so that knowing them costs no loading of 89 files. */
import type { Api } from './notation.ts';
import { printApiSummary } from './print-file.ts';
import { indent } from './source-text.ts';

export function printApiKeys(apis: readonly Api[]): string {
  const sorted = apis.toSorted((a, b) => a.key - b.key);
  const summaries = sorted.flatMap((api) => [
    '[',
    `  ${api.key},`,
    '  {',
    ...indent(indent(printApiSummary(api))),
    '  },',
    '],',
  ]);
  return `${[
    '// Generated from packages/protocol/schemas by `npm run generate`; edit the schemas, not this file.',
    "import type { ApiSummary } from '../wire/api-descriptor.ts';",
    '',
    '/** The number of each API on the wire. */',
    'export const ApiKey = {',
    ...sorted.map(({ name, key }) => `  ${name}: ${key},`),
    '} as const;',
    '',
    '/** Every API by its number. */',
    'export const apiKeys: ReadonlyMap<number, ApiSummary> = new Map<number, ApiSummary>([',
    ...indent(summaries),
    ']);',
  ].join('\n')}\n`;
}
