import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  directoryMark,
  markedDirectoryName,
  parsePartitionDirectoryName,
  parseSegmentFileName,
  segmentFileName,
} from './file-names.ts';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';

test('segment files are named by their base offset in 20 digits', () => {
  assert.equal(segmentFileName(42, '.log'), '00000000000000000042.log');
  assert.deepEqual(parseSegmentFileName('00000000000000000042.timeindex'), { offset: 42, suffix: '.timeindex' });
  for (const name of [
    '42.log',
    '00000000000000000042.log.deleted',
    '00000000000000000042.swap',
    'leader-epoch-checkpoint',
  ]) {
    assert.equal(parseSegmentFileName(name), undefined, name);
  }
});

test('a partition directory is its topic and its number, whatever dashes and dots the topic has', () => {
  assert.deepEqual(parsePartitionDirectoryName('a-b.c_d-0-12'), { topic: 'a-b.c_d-0', partition: 12 });
  for (const name of [
    'topic',
    'topic-',
    'topic-01',
    '-1',
    'lost+found',
    'top/ic-1',
    markedDirectoryName('t-0', UUID, 'delete'),
  ]) {
    assert.equal(parsePartitionDirectoryName(name), undefined, name);
  }
});

test('a marked directory is told by its mark and fits into a name, however long the topic', () => {
  assert.equal(directoryMark('t-0'), undefined);
  assert.equal(directoryMark(markedDirectoryName('t-0', UUID, 'stray')), 'stray');
  const long = markedDirectoryName(`${'t'.repeat(249)}-100`, UUID, 'delete');
  assert.equal(directoryMark(long), 'delete');
  assert.equal(long.length, 255);
});

test('a topic that looks like a mark is still a topic', () => {
  const topic = `x.${UUID.replaceAll('-', '')}-delete`;
  assert.deepEqual(parsePartitionDirectoryName(`${topic}-3`), { topic, partition: 3 });
  assert.equal(directoryMark(`${topic}-3`), undefined);
});
