/**
 * The four doors: outside `runtime`, nothing asks the machine for the time, the disk, the network or chance, so that
 * a test can own them all. The linter says so while one writes; this test also finds what a linter can be talked out of.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importsOf, sourceFiles } from './source-files.ts';

const files = sourceFiles().filter(({ packageName, isTest }) => packageName !== 'runtime' && !isTest);

const closedModules: ReadonlySet<string> = new Set(
  `fs fs/promises net tls http https http2 dgram dns dns/promises timers timers/promises perf_hooks process
   child_process worker_threads cluster os readline repl vm sqlite`
    .split(/\s+/)
    .flatMap((name) => [name, `node:${name}`]),
);

/** What must not be in code, by what it would reach for. */
const closedWords: readonly [string, RegExp][] = [
  ['the wall clock', /\bDate\b(?!['"])|\bTemporal\.Now\b/],
  ['the monotonic clock', /\bperformance\./],
  ['a timer', /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b|\bAbortSignal\.timeout\b/],
  ['chance', /\bMath\.random\b|\b(randomBytes|randomInt|randomUUID|randomFill|randomFillSync|getRandomValues)\s*\(/],
  [
    'the process',
    /\bprocess\.(argv|env|exit|hrtime|nextTick|on|once|stdout|stderr|stdin|uptime|memoryUsage|cwd|pid)\b/,
  ],
];

describe('outside runtime', () => {
  test('no module of Node that reaches the world is imported', () => {
    const found = files.flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => closedModules.has(specifier))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    );
    assert.deepEqual(found, []);
  });

  for (const [what, pattern] of closedWords) {
    test(`nothing reaches for ${what}`, () => {
      const found = files.flatMap(({ path, code }) => {
        const match = pattern.exec(code);
        return match ? [`${path}: ${match[0]}`] : [];
      });
      assert.deepEqual(found, []);
    });
  }

  test('no rule of the linter is switched off', () => {
    const found = files.filter(({ text }) =>
      /(oxlint|eslint|biome)-(disable|ignore)|@ts-(ignore|expect-error|nocheck)/.test(text),
    );
    assert.deepEqual(
      found.map(({ path }) => path),
      [],
    );
  });
});
