/**
 * Settings in YAML: names may be written with their dots or as nested maps, lists as sequences. Scalars keep their
 * spelling, so `9223372036854775807` and `on` mean what they say.
 */
import { UsageError } from '../flags.ts';

/** Throws a {@link UsageError} with the place of what is wrong. */
export async function parseYaml(text: string, fileName: string): Promise<ReadonlyMap<string, string>> {
  const { parse } = await import('yaml');
  let document: unknown;
  try {
    document = parse(text, { schema: 'failsafe' });
  } catch (error) {
    // Not only its YAMLParseError: an alias without its anchor is a ReferenceError.
    if (!(error instanceof Error)) throw error;
    throw new UsageError([`${fileName}: ${error.message.split('\n', 1)[0]?.replace(/:$/, '')}`]);
  }
  const settings = new Map<string, string>();
  if (document !== null && document !== undefined) flatten(document, '', settings, fileName);
  return settings;
}

function flatten(node: unknown, path: string, settings: Map<string, string>, fileName: string): void {
  if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
    for (const [key, child] of Object.entries(node))
      flatten(child, path === '' ? key : `${path}.${key}`, settings, fileName);
    return;
  }
  const text = textOf(node);
  if (path === '' || text === undefined) throw new UsageError([`${fileName}: ${path || 'the file'} is not a setting`]);
  settings.set(path, text);
}

function textOf(node: unknown): string | undefined {
  if (node === null) return '';
  if (typeof node === 'string') return node;
  if (!Array.isArray(node)) return undefined;
  const items = node.map(textOf);
  return items.includes(undefined) ? undefined : items.join(',');
}
