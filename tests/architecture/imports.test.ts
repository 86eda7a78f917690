/** Imports go down, and only through the front door: npm's hoisting would let anything import anything. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { importsOf, packageNames, root, sourceFiles } from './source-files.ts';
import type { SourceFile } from './source-files.ts';

/** Layer by layer, bottom up; a package imports those below its own layer only. */
const layers = [
  ['protocol', 'runtime'],
  ['storage', 'metadata', 'client'],
  ['cluster', 'coordinator'],
  ['broker', 'schema-registry', 'streams', 'kafkajs'],
  ['cli', 'testing', 'console'],
];

/** Pure packages do not even know the runtime. */
const pure: ReadonlySet<string> = new Set(['protocol']);

/** Published packages are built from what they import, so that their users install none of it. */
const built: ReadonlySet<string> = new Set(['cli']);

const scope = '@moldau/';

describe('every package', () => {
  test('has a layer', () => {
    const unplaced = packageNames.filter((name) => layerOf(name) < 0);
    assert.deepEqual(unplaced, []);
  });

  for (const name of packageNames) {
    const files = sourceFiles().filter(({ packageName }) => packageName === name);

    test(`${name} imports only packages below it`, () => {
      const upward = importsFrom(files).filter(({ specifier }) => {
        const imported = packageOf(specifier);
        return imported !== undefined && imported !== name && layerOf(imported) >= layerOf(name);
      });
      assert.deepEqual(upward, []);
    });

    test(`${name} imports other packages by the names they export`, () => {
      const sneaking = importsFrom(files).filter(({ specifier, target }) => {
        if (target !== undefined) return !target.startsWith(`packages/${name}/`);
        const imported = packageOf(specifier);
        return imported !== undefined && !isExported(imported, specifier);
      });
      assert.deepEqual(sneaking, []);
    });

    test(`${name} declares the packages that it imports`, () => {
      const declared = declaredDependencies(name);
      const undeclared = importsFrom(files.filter(({ isTest }) => !isTest))
        .map(({ specifier }) => npmNameOf(specifier))
        .filter((npmName) => npmName !== undefined && !declared.has(npmName));
      assert.deepEqual([...new Set(undeclared)], []);
    });

    test(`${name} has one barrel a door, at its root`, () => {
      const barrels = files.filter(({ path }) => path.endsWith('/index.ts')).map(({ path }) => path);
      assert.deepEqual(
        barrels.filter((path) => path !== `packages/${name}/src/index.ts`),
        [],
      );
    });
  }
});

test('pure packages import nothing of ours', () => {
  const impure = importsFrom(sourceFiles().filter(({ packageName }) => pure.has(packageName))).filter(
    ({ specifier, file }) =>
      packageOf(specifier) !== undefined && !file.startsWith(`packages/${packageOf(specifier)}/`),
  );
  assert.deepEqual(impure, []);
});

interface FoundImport {
  readonly file: string;
  readonly specifier: string;
  readonly target: string | undefined;
}

function importsFrom(files: readonly SourceFile[]): FoundImport[] {
  return files.flatMap((file) => importsOf(file).map((found) => ({ file: file.path, ...found })));
}

function layerOf(packageName: string): number {
  return layers.findIndex((layer) => layer.includes(packageName));
}

/** The folder of the package of ours that a specifier names. */
function packageOf(specifier: string): string | undefined {
  return specifier.startsWith(scope) ? specifier.slice(scope.length).split('/')[0] : undefined;
}

interface Manifest {
  readonly exports?: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

function manifestOf(packageName: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'packages', packageName, 'package.json'), 'utf8'));
}

function isExported(packageName: string, specifier: string): boolean {
  const door = `.${specifier.slice(scope.length + packageName.length)}`;
  return Object.keys(manifestOf(packageName).exports ?? {}).some((pattern) => {
    const [before = '', after] = pattern.split('*');
    return after === undefined ? pattern === door : door.startsWith(before) && door.endsWith(after);
  });
}

function declaredDependencies(packageName: string): ReadonlySet<string> {
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifestOf(packageName);
  const copied = built.has(packageName) ? devDependencies : {};
  return new Set(Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies, ...copied }));
}

/** The npm package that a specifier names; nothing for files and Node's own modules. */
function npmNameOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
