import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProperties } from './properties.ts';

test('names and values are parted by =, : or blanks', () => {
  assert.deepEqual(
    [...parseProperties('a=1\n  b : 2  \nc 3\nd=\ne\nlisteners=PLAINTEXT://:9092,B://:1')],
    [
      ['a', '1'],
      ['b', '2  '],
      ['c', '3'],
      ['d', ''],
      ['e', ''],
      ['listeners', 'PLAINTEXT://:9092,B://:1'],
    ],
  );
});

test('comments and blank lines do not count, and the last of equal names wins', () => {
  assert.deepEqual([...parseProperties('# a=1\r\n\r\n  ! b=2\r\nc=3 # not a comment\r\nc=4')], [['c', '4']]);
});

test('a backslash continues a line, or escapes', () => {
  assert.deepEqual(
    [...parseProperties('a=one,\\\n    two\nb\\=c=\\u00e4\\t\\\\\nd=C:\\\\data\\\\\ne=x\\')],
    [
      ['a', 'one,two'],
      ['b=c', 'ä\t\\'],
      ['d', 'C:\\data\\'],
      ['e', 'x'],
    ],
  );
});
