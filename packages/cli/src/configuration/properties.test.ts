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

test('odd lines are read as Java reads them', () => {
  const lines = [
    'a = = b',
    'c\\ d:\\ e',
    'f=1\\',
    '# part of the value',
    'g',
    '# no continuation \\',
    'h\\:i=\\u0041\\u00e9\\q',
    '\tj\f:\fk',
    'l=m\\',
    '',
    'n',
  ];
  assert.deepEqual(
    [...parseProperties(lines.join('\n'))],
    [
      ['a', '= b'],
      ['c d', ' e'],
      ['f', '1# part of the value'],
      ['g', ''],
      ['h:i', 'A\u00e9q'],
      ['j', 'k'],
      ['l', 'm'],
      ['n', ''],
    ],
  );
});
