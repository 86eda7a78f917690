import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Logger, silentLogger } from '@moldau/runtime';
import type { ClusterImage } from '../cluster-image.ts';
import { MemoryStore } from '../memory-store.ts';
import type { MetadataStore, WatchListener } from '../metadata-store.ts';
import { RecordKeys } from '../records/record-keys.ts';
import { encodeConfigs } from '../records/records.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { ImageTracker } from './image-tracker.ts';

const keys = new RecordKeys('cluster');

async function configure(store: MetadataStore, topic: string, value: string): Promise<number> {
  const configs = encodeConfigs(new Map([['retention.ms', value]]));
  const outcome = await store.transact([], [{ put: keys.config('topic', topic), value: configs }]);
  assert.equal(outcome.status, 'committed');
  return outcome.revision;
}

function retention(image: ClusterImage, topic: string): string | undefined {
  return image.configs.topic.get(topic)?.get('retention.ms');
}

describe('the image tracker', () => {
  test('starts with what the store holds and follows it revision by revision', async () => {
    const store = new MemoryStore(new ManualClock());
    await configure(store, 'a', '1');
    const tracker = await ImageTracker.start(store, 'cluster', silentLogger);
    assert.equal(retention(tracker.image, 'a'), '1');
    const seen: string[] = [];
    const withdraw = tracker.onChange((before, after, delta) => {
      seen.push(`${before.revision}→${after.revision} ${retention(after, 'a')} ${delta.changedConfigs[0]?.name}`);
    });
    await configure(store, 'a', '2');
    await configure(store, 'a', '3');
    assert.deepEqual(seen, ['1→2 2 a', '2→3 3 a']);
    withdraw();
    await configure(store, 'a', '4');
    assert.equal(seen.length, 2);
    assert.equal(tracker.entry(keys.config('topic', 'a'))?.modRevision, 4);
  });

  test('ignores records of other clusters in the same store', async () => {
    const store = new MemoryStore(new ManualClock());
    const tracker = await ImageTracker.start(store, 'cluster', silentLogger);
    await store.transact([], [{ put: new RecordKeys('other').config('topic', 'a'), value: encodeConfigs(new Map()) }]);
    assert.equal(tracker.image.revision, 0);
  });

  test('tells when a revision is reached', async () => {
    const store = new MemoryStore(new ManualClock());
    const tracker = await ImageTracker.start(store, 'cluster', silentLogger);
    const reached = tracker.reached(2);
    await configure(store, 'a', '1');
    await configure(store, 'a', '2');
    assert.equal(retention(await reached, 'a'), '2');
    assert.equal((await tracker.reached(1)).revision, 2);
  });

  test('reads everything again when the store has dropped what it missed', async () => {
    const { store, listener } = manualWatch();
    await configure(store, 'a', '1');
    await configure(store, 'b', '1');
    const tracker = await ImageTracker.start(store, 'cluster', silentLogger);
    await configure(store, 'a', '2');
    await store.transact([], [{ delete: keys.config('topic', 'b') }]);
    const last = await configure(store, 'c', '1');
    assert.equal(retention(tracker.image, 'a'), '1');
    listener().compacted();
    const image = await tracker.reached(last);
    assert.deepEqual([retention(image, 'a'), retention(image, 'b'), retention(image, 'c')], ['2', undefined, '1']);
  });

  test('reports a store that goes back in time and keeps its image', async () => {
    const errors: string[] = [];
    const log: Logger = { ...silentLogger, error: (_fields, message) => void errors.push(message) };
    const { store, listener } = manualWatch();
    await configure(store, 'a', '1');
    const tracker = await ImageTracker.start(store, 'cluster', log);
    const entry = {
      key: keys.config('topic', 'a'),
      value: encodeConfigs(new Map()),
      createRevision: 1,
      modRevision: 1,
    };
    listener().changed(1, [{ put: entry }]);
    assert.equal(retention(tracker.image, 'a'), '1');
    assert.equal(errors.length, 1);
  });
});

/** A store whose watch the test itself drives. */
function manualWatch(): { store: MetadataStore; listener: () => WatchListener } {
  const store = new MemoryStore(new ManualClock());
  let latest: WatchListener | undefined;
  store.watch = (_prefix, _from, listener) => {
    latest = listener;
    return { cancel() {} };
  };
  return { store, listener: () => latest ?? assert.fail('no watch') };
}
