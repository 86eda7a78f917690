import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collisionKey, topicNameProblem } from './topic-name.ts';

test('legal topic names have ASCII letters, digits, dots, underscores and dashes, up to 249 of them (B20, B22)', () => {
  for (const name of ['a', 'A.b_c-9', '...', '-', '__x', 'x'.repeat(249)])
    assert.equal(topicNameProblem(name), undefined);
});

test('empty, dot, dot-dot, too long and foreign characters are not legal (B20)', () => {
  for (const name of ['', '.', '..', 'x'.repeat(250), 'a b', 'a/b', '../a', 'ä', 'a\0', 'a\n', 'a:b', '🦆']) {
    assert.notEqual(topicNameProblem(name), undefined, JSON.stringify(name));
  }
});

test('names that differ only in dots and underscores collide (B21)', () => {
  assert.equal(collisionKey('a.b_c'), collisionKey('a_b.c'));
  assert.notEqual(collisionKey('a.b'), collisionKey('a-b'));
});
