/** The sources of the packages, and what each file imports. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export const root = new URL('../../', import.meta.url).pathname;

export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** The folder below `packages/`. */
  readonly packageName: string;
  readonly text: string;
  /** The text without comments, so that words in them do not count; strings are still there. */
  readonly code: string;
  readonly isTest: boolean;
}

export interface Import {
  readonly specifier: string;
  /** The file that a relative import names, relative to the repository. */
  readonly target: string | undefined;
}

export const packageNames: readonly string[] = globSync('packages/*/package.json', { cwd: root })
  .map((path) => path.split('/')[1] ?? '')
  .sort();

/** Files of `src/` but not what is generated from schemas that are checked by themselves. */
export function sourceFiles(): readonly SourceFile[] {
  return globSync('packages/*/src/**/*.ts', { cwd: root })
    .filter((path) => !path.includes('/generated/'))
    .sort()
    .map(readSource);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  return {
    path,
    packageName: path.split('/')[1] ?? '',
    text,
    code: withoutComments(text),
    isTest: /\.test\.ts$|-suite\.ts$|\/testing\//.test(path),
  };
}

/** Static, type-only, re-exporting and dynamic imports. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  const pattern =
    /(?:^|[;\n}])\s*(?:import|export)\s[^'"`;]*?from\s*'([^']+)'|import\s*\(\s*'([^']+)'|(?:^|\n)import\s+'([^']+)'/g;
  return [...withoutComments(text).matchAll(pattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const target = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : undefined;
    return { specifier, target };
  });
}

/** Blanks out comments; strings and templates are skipped over, so that `//` in an address is none. */
function withoutComments(text: string): string {
  const pattern = /\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return text.replace(pattern, (match) => (match.startsWith('/') ? ' ' : match));
}
