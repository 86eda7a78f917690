/** Kafka's DumpLogSegments reads the segments on disk, finds every record, and finds their indexes sane. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Codec } from '../support/driver-interface.ts';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { batchesOf, complaints, dump, filesOf, offsetsOf } from './dump-log-segments.ts';

const { helper, fresh } = scenario();
const dataDirectory = process.env['FOREIGN_DATA'];
const codecs: readonly Codec[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const rounds = 6;
const perRound = 200;
const count = codecs.length * rounds * perRound;

describe('DumpLogSegments', { skip: dataDirectory === undefined }, () => {
  const topic = fresh('dumped');
  const directory = join(dataDirectory ?? '', `${topic}-0`);

  before(async () => {
    const configs = { 'segment.bytes': '1048576', 'index.interval.bytes': '4096' };
    await helper().call('createTopic', { topic, partitions: 1, configs });
    for (let round = 0; round < rounds; round++) for (const codec of codecs) await write(codec);
    await eventually(
      'several segments',
      () => filesOf(directory, '.log'),
      (files) => files.length > 1,
    );
  });

  async function write(codec: Codec): Promise<void> {
    const records = Array.from({ length: perRound }, (_, index) => ({
      key: Buffer.from(`key-${index}`).toString('base64'),
      value: Buffer.from(noise(index, 500)).toString('base64'),
      headers: [],
      timestamp: Date.now(),
    }));
    await helper().call('produce', { topic, partition: 0, codec, acks: -1, idempotent: true, records });
  }

  test('reads every batch of every segment and every record in it', async () => {
    const ended = await dump(await filesOf(directory, '.log'), '--deep-iteration', '--print-data-log');
    assert.equal(ended.code, 0, ended.complaints);
    assert.doesNotMatch(ended.output, complaints);
    assert.deepEqual(
      offsetsOf(ended.output),
      Array.from({ length: count }, (_, offset) => offset),
    );
    const batches = batchesOf(ended.output);
    assert.equal(
      batches.reduce((sum, batch) => sum + batch.count, 0),
      count,
    );
    assert.deepEqual(new Set(batches.map(({ codec }) => codec)), new Set(codecs));
  });

  for (const ending of ['.index', '.timeindex']) {
    test(`finds nothing wrong with the ${ending} files against their segments`, async () => {
      const files = await filesOf(directory, ending);
      assert.ok(files.length > 1, `${directory} has ${files.length} ${ending} files`);
      const ended = await dump(files, '--verify-index-only');
      assert.equal(ended.code, 0, ended.complaints);
      assert.doesNotMatch(ended.output, complaints);
    });

    test(`finds the ${ending} files sane`, async () => {
      const ended = await dump(await filesOf(directory, ending), '--index-sanity-check');
      assert.equal(ended.code, 0, ended.complaints);
      assert.match(ended.output, /passed sanity check/);
      assert.doesNotMatch(ended.output, complaints);
    });
  }

  test('points from the offset index at the batches of the log', async () => {
    const [closed = ''] = await filesOf(directory, '.index');
    const entries = [...(await dump([closed])).output.matchAll(/^offset: (\d+) position: (\d+)/gm)];
    const batches = batchesOf((await dump([closed.replace(/index$/, 'log')])).output);
    assert.ok(entries.length > 3, `${entries.length} entries`);
    for (const [, offset, position] of entries) {
      assert.ok(
        batches.some((batch) => batch.lastOffset === Number(offset) && batch.position === Number(position)),
        `${offset} at ${position}`,
      );
    }
  });

  test('reads the producer snapshot of the last roll', async () => {
    const snapshots = await filesOf(directory, '.snapshot');
    assert.ok(snapshots.length > 0, 'a roll leaves a snapshot');
    const ended = await dump(snapshots.slice(-1));
    assert.equal(ended.code, 0, ended.complaints);
    assert.match(ended.output, /producerId: \d+ producerEpoch: 0/);
  });
});

/** Text that compresses badly and is the same in every run. */
function noise(seed: number, length: number): string {
  let state = seed + 1;
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
}
