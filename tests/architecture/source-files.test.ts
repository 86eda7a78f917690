import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOf } from './source-files.ts';

test('every way of importing is seen, and what only looks like one is not', () => {
  const text = `
    import { a } from 'a';
    import type {
      B,
    } from '@moldau/b';
    export * from './c.ts';
    export type { D } from '../d/d.ts';
import 'e';
    const f = await import('f');
    // import { g } from 'g';
    /* import { h } from 'h'; */
    const address = 'https://example.org'; export { i } from 'i';
  `;
  const file = { path: 'packages/x/src/y/z.ts', packageName: 'x', text, code: text, isTest: false };
  assert.deepEqual(
    importsOf(file).map(({ specifier, target }) => target ?? specifier),
    ['a', '@moldau/b', 'packages/x/src/y/c.ts', 'packages/x/src/d/d.ts', 'e', 'f', 'i'],
  );
});
