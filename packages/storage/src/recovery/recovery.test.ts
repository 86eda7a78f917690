import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Errors, RecordBatch, recordBatches } from '@moldau/protocol';
import { CLEAN_SHUTDOWN_FILE } from '../checkpoint/clean-shutdown.ts';
import type { LogManager } from '../log-manager.ts';
import { AppendError, type LogConfig } from '../partition-log.ts';
import { type DirectoryImage, putImage, takeImage } from '../testing/directory-image.ts';
import {
  acknowledged,
  append,
  openedLog,
  openManager,
  RECENT,
  readAll,
  someBatch,
  TOPIC,
  TOPIC_ID,
  testConfig,
} from '../testing/log-fixtures.ts';
import { type StorageWorld, simulatedWorld } from '../testing/storage-world.ts';

/**
 * A small log of three segments, damaged in every way that a crash, a failing disk or a hand can: cut at every byte,
 * flipped bits, lost and emptied side files. Whatever opens must be the log as it was, up to where it is whole.
 */

const config: LogConfig = { ...testConfig, segmentBytes: 2048, indexIntervalBytes: 256, flushPolicy: 'ack' };
const BATCHES = 24;
const PRODUCER_ID = 77;

/** As many flips a byte of the log as asked for; a longer run says `FUZZ=100`. */
const flipsPerByte = 0.08 * Number(process.env['FUZZ'] ?? 1);

let killed: DirectoryImage;
let stopped: DirectoryImage;
let sent: Buffer[];

before(async () => {
  const world = await simulatedWorld();
  const manager = await openManager(world, config);
  const log = openedLog(manager, config);
  sent = Array.from({ length: BATCHES }, (_, index) => batchAt(index));
  for (const [index, batch] of sent.entries()) append(log, batch, Math.floor(index / 10));
  await acknowledged(world, log);
  killed = takeImage(world.runtime.disk, world.directory);
  await world.settle(manager.close());
  stopped = takeImage(world.runtime.disk, world.directory);
});

describe('after an unclean stop', () => {
  test('a whole log is as it was', async () => {
    await withImage(killed, async ({ world, manager }) => expectLog(world, manager, sent));
  });

  test('a log cut at any byte of its last two batches ends with its last whole batch', async () => {
    const name = lastSegment(killed);
    const content = contentOf(killed, name);
    const starts = [...recordBatches(content)].map((batch) => batch.position);
    const whole = sent.length - starts.length;
    const from = starts.at(-2) ?? 0;
    for (let cut = from; cut <= content.length; cut++) {
      const image = withFile(killed, name, content.subarray(0, cut));
      const ends = [...starts.slice(1), content.length];
      const kept = whole + ends.filter((end) => end <= cut).length;
      await withImage(image, ({ world, manager }) => expectLog(world, manager, sent.slice(0, kept)));
    }
  });

  test('a tail of zeros, of garbage, or of half a batch twice is cut off', async () => {
    const name = lastSegment(killed);
    const content = contentOf(killed, name);
    const half = batchAt(BATCHES).subarray(0, 70);
    const garbage = Buffer.from(Array.from({ length: 999 }, (_, index) => (index * 89) % 251));
    for (const tail of [Buffer.alloc(5), Buffer.alloc(5000), garbage, half, Buffer.concat([half, half])]) {
      const image = withFile(killed, name, Buffer.concat([content, tail]));
      await withImage(image, ({ world, manager }) => expectLog(world, manager, sent));
    }
  });

  test('a segment that a crash left empty is taken up again', async () => {
    const image = new Map(killed).set(`${TOPIC}-0/${String(logEnd()).padStart(20, '0')}.log`, Buffer.alloc(0));
    await withImage(image, ({ world, manager }) => expectLog(world, manager, sent));
  });

  test('damage in the last batch is a torn tail, damage before it takes the partition offline (B159)', async () => {
    for (const name of segmentsOf(killed)) {
      const content = contentOf(killed, name);
      const isLast = name === lastSegment(killed);
      for (const { position, sizeInBytes } of [...recordBatches(content)].map(placeOf)) {
        const isTail = isLast && position + sizeInBytes === content.length;
        for (let flip = 0; flip < sizeInBytes * flipsPerByte; flip++) {
          const at = (flip * 7919) % sizeInBytes;
          await expectFlipHandled(name, position, at, flip % 8, isTail);
        }
      }
    }
  });

  test('a log whose middle was zeroed stays offline, with its files as they are', async () => {
    const name = segmentsOf(killed)[1] ?? '';
    const content = Buffer.from(contentOf(killed, name)).fill(0, 300, 500);
    await withImage(withFile(killed, name, content), ({ world, manager }) => {
      expectOffline(manager);
      assert.deepEqual(world.runtime.disk.readFile(`${world.directory}/${name}`), content);
      assert.throws(() => manager.create(TOPIC, 0, TOPIC_ID, config), codeIs(Errors.KAFKA_STORAGE_ERROR));
      const other = manager.create(TOPIC, 1, TOPIC_ID, config);
      assert.equal(append(other, someBatch()).baseOffset, 0);
    });
  });

  test('a valid batch behind the torn one in a later segment is no torn tail', async () => {
    const [first = '', second = ''] = segmentsOf(killed).slice(-2);
    const content = contentOf(killed, first);
    const image = withFile(killed, first, content.subarray(0, content.length - 1));
    assert.ok(second > first);
    await withImage(image, ({ manager }) => expectOffline(manager));
  });
});

describe('side files', () => {
  const damages: readonly [string, (content: Buffer) => Buffer | undefined][] = [
    ['lost', () => undefined],
    ['emptied', () => Buffer.alloc(0)],
    ['zeroed', (content) => Buffer.alloc(content.length)],
    ['cut in half', (content) => content.subarray(0, content.length >> 1)],
    ['flipped', (content) => Buffer.from(content.map((byte, index) => (index % 5 === 3 ? byte ^ 0x10 : byte)))],
    ['too long', (content) => Buffer.concat([content, Buffer.alloc(64, 1)])],
  ];
  for (const [what, damage] of damages) {
    for (const stop of ['killed', 'stopped']) {
      test(`${what} do no harm to a log that was ${stop}`, async () => {
        const image = stop === 'killed' ? killed : stopped;
        for (const name of image.keys()) {
          if (!isSideFile(name)) continue;
          const damaged = damage(contentOf(image, name));
          await withImage(withFile(image, name, damaged), ({ world, manager }) =>
            expectLog(world, manager, sent, { snapshotMayBeGone: name.endsWith('.snapshot') }),
          );
        }
      });
    }
  }

  test('a batch that claims to reach behind its segment ends the read with an error', async () => {
    const [name = ''] = segmentsOf(stopped);
    const [first, second] = [...recordBatches(contentOf(stopped, name))];
    assert.ok(first !== undefined && second !== undefined);
    for (const { position } of [first, second].map(placeOf)) {
      const content = Buffer.from(contentOf(stopped, name));
      content.writeInt32BE(0x0f_ff_ff_ff, position + 8);
      await withImage(withFile(stopped, name, content), async ({ world, manager }) => {
        const log = openedLog(manager, config);
        const bytes = log.bytesBetween(0, log.logEndOffset);
        await assert.rejects(readAll(world, log), codeIs(Errors.KAFKA_STORAGE_ERROR));
        assert.equal(log.bytesBetween(0, log.logEndOffset), bytes);
      });
    }
  });

  test('of a clean stop are not trusted once the marker is gone', async () => {
    const image = new Map(stopped);
    image.delete(CLEAN_SHUTDOWN_FILE);
    await withImage(image, ({ world, manager }) => expectLog(world, manager, sent));
  });

  test('the marker of a clean stop is gone as soon as a log is loaded', async () => {
    await withImage(stopped, ({ world }) => {
      assert.equal(world.runtime.disk.exists(`${world.directory}/${CLEAN_SHUTDOWN_FILE}`), false);
    });
  });

  test('indexes rebuilt are those that were written', async () => {
    const image = new Map(stopped);
    image.delete(CLEAN_SHUTDOWN_FILE);
    const world = await simulatedWorld();
    putImage(world.runtime.disk, world.directory, image);
    const manager = await openManager(world, config);
    await world.settle(manager.close());
    const rebuilt = takeImage(world.runtime.disk, world.directory);
    for (const [name, content] of stopped) {
      if (/\.(log|index|timeindex|snapshot)$|epoch-checkpoint$/.test(name)) {
        assert.deepEqual(rebuilt.get(name), content, name);
      }
    }
  });
});

interface Opened {
  readonly world: StorageWorld;
  readonly manager: LogManager;
}

async function withImage(image: DirectoryImage, body: (opened: Opened) => Promise<void> | void): Promise<void> {
  const world = await simulatedWorld();
  putImage(world.runtime.disk, world.directory, image);
  const manager = await openManager(world, config);
  try {
    await body({ world, manager });
  } finally {
    await world.settle(manager.close());
  }
}

async function expectLog(
  world: StorageWorld,
  manager: LogManager,
  expected: readonly Buffer[],
  { snapshotMayBeGone = false } = {},
): Promise<void> {
  assert.deepEqual([...manager.offlineLogs], []);
  const log = openedLog(manager, config);
  const last = new RecordBatch(expected.at(-1) ?? Buffer.alloc(0));
  assert.equal(log.logEndOffset, last.nextOffset);
  assert.equal(log.acknowledgedEndOffset, last.nextOffset);
  assert.deepEqual(await readAll(world, log), expected);
  assert.deepEqual([log.latestEpoch, log.epochAt(0)], [last.partitionLeaderEpoch, 0]);
  for (const offset of [0, 5, last.baseOffset]) {
    const found = await world.settle(log.findByTimestamp(RECENT + offset, log.logEndOffset));
    assert.equal(found?.offset, offset);
  }
  const again = append(log, batchAt(expected.length - 1), 9);
  if (!snapshotMayBeGone) assert.deepEqual([again.duplicate, again.baseOffset], [true, last.baseOffset]);
  const next = append(log, batchAt(expected.length), 9);
  assert.deepEqual([next.duplicate, next.baseOffset], [false, last.nextOffset]);
}

async function expectFlipHandled(
  name: string,
  position: number,
  at: number,
  bit: number,
  isTail: boolean,
): Promise<void> {
  const content = Buffer.from(contentOf(killed, name));
  content.writeUInt8(content.readUInt8(position + at) ^ (1 << bit), position + at);
  const isOutsideCrc = at < 8 || (at >= 12 && at < 16);
  await withImage(withFile(killed, name, content), async ({ world, manager }) => {
    const log = manager.get(TOPIC, 0);
    if (log === undefined) {
      assert.ok(!isTail || isOutsideCrc, `flip at ${at} of the last batch`);
      return expectOffline(manager);
    }
    assert.ok(isTail || isOutsideCrc, `flip at ${at} of the batch at ${position} of ${name} went unnoticed`);
    const batches = await readAll(world, log);
    const bodies = (all: readonly Buffer[]) => all.map((batch) => batch.subarray(16));
    const expected = isOutsideCrc ? sent : sent.slice(0, -1);
    assert.deepEqual(bodies(batches), bodies(expected), `flip at ${at} of the batch at ${position} of ${name}`);
  });
}

function expectOffline(manager: LogManager): void {
  assert.equal(manager.get(TOPIC, 0), undefined);
  assert.equal(manager.offlineLogs.get(`${TOPIC}-0`)?.code, Errors.KAFKA_STORAGE_ERROR);
}

/** Batches of growing size; each has two records, one in five is compressed. */
function batchAt(index: number): Buffer {
  return someBatch({
    count: 2,
    valueBytes: 20 + index * 3,
    timestamp: [RECENT + 2 * index, RECENT + 2 * index + 1],
    producerId: PRODUCER_ID,
    producerEpoch: 0,
    baseSequence: 2 * index,
    codec: index % 5 === 4 ? 'gzip' : 'none',
  });
}

function logEnd(): number {
  return new RecordBatch(sent.at(-1) ?? Buffer.alloc(0)).nextOffset;
}

function placeOf(batch: RecordBatch): { position: number; sizeInBytes: number } {
  return { position: batch.position, sizeInBytes: batch.sizeInBytes };
}

function segmentsOf(image: DirectoryImage): string[] {
  return [...image.keys()].filter((name) => name.endsWith('.log')).sort();
}

function lastSegment(image: DirectoryImage): string {
  return segmentsOf(image).at(-1) ?? '';
}

function isSideFile(name: string): boolean {
  return !name.endsWith('.log') && !name.startsWith('.') && !name.endsWith('meta.properties');
}

function contentOf(image: DirectoryImage, name: string): Buffer {
  return image.get(name) ?? Buffer.alloc(0);
}

function withFile(image: DirectoryImage, name: string, content: Buffer | undefined): DirectoryImage {
  const changed = new Map(image);
  if (content === undefined) changed.delete(name);
  else changed.set(name, content);
  return changed;
}

function codeIs(code: number): (error: unknown) => boolean {
  return (error) => error instanceof AppendError && error.code === code;
}
