/** What every {@link MetadataStore} must do; each driver's test runs it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change, Lease, MetadataStore, Write } from '../metadata-store.ts';
import type { ManualClock } from './manual-clock.ts';

export interface OpenedStore {
  readonly store: MetadataStore;
  readonly clock: ManualClock;
}

export function metadataStoreSuite(driver: string, open: () => Promise<OpenedStore>): void {
  const storeTest = (name: string, body: (opened: OpenedStore) => Promise<void>) => {
    test(`${driver}: ${name}`, async () => {
      const opened = await open();
      await body(opened);
      await opened.store.close();
    });
  };

  storeTest('a put is found by get and by range, with its revisions', async ({ store }) => {
    assert.deepEqual(await store.transact([], [put('/a', '1')]), { status: 'committed', revision: 1 });
    assert.deepEqual(await store.transact([], [put('/a', '2')]), { status: 'committed', revision: 2 });
    const entry = { key: '/a', value: Buffer.from('2'), createRevision: 1, modRevision: 2 };
    assert.deepEqual(await store.get('/a'), entry);
    assert.deepEqual(await store.range('/'), { revision: 2, entries: [entry] });
    assert.equal(await store.get('/b'), undefined);
  });

  storeTest('a range holds the keys with the prefix, in key order', async ({ store }) => {
    await store.transact([], [put('/p/2', ''), put('/q/1', ''), put('/p/1', ''), put('/p/10', '')]);
    const { entries } = await store.range('/p/');
    assert.deepEqual(
      entries.map(({ key }) => key),
      ['/p/1', '/p/10', '/p/2'],
    );
  });

  storeTest('writes happen only if every comparison holds', async ({ store }) => {
    await store.transact([], [put('/a', '1')]);
    const lost = { status: 'lost' };
    assert.deepEqual(await store.transact([{ key: '/a', modRevision: 0 }], [put('/a', '2')]), lost);
    assert.deepEqual(await store.transact([{ key: '/a', createRevision: 7 }], [put('/a', '2')]), lost);
    const oneHolds = [
      { key: '/a', modRevision: 1 },
      { key: '/b', createRevision: 1 },
    ];
    assert.deepEqual(await store.transact(oneHolds, [put('/a', '2')]), lost);
    assert.equal((await store.get('/a'))?.value.toString(), '1');
    const allHold = [
      { key: '/a', createRevision: 1 },
      { key: '/b', createRevision: 0 },
    ];
    assert.deepEqual(await store.transact(allHold, [put('/b', '2')]), { status: 'committed', revision: 2 });
  });

  storeTest('a deleted key can be created again and then has a new create revision', async ({ store }) => {
    await store.transact([], [put('/a', '1')]);
    await store.transact([], [{ delete: '/a' }]);
    assert.equal(await store.get('/a'), undefined);
    await store.transact([{ key: '/a', modRevision: 0 }], [put('/a', '2')]);
    assert.deepEqual((await store.get('/a'))?.createRevision, 3);
  });

  storeTest('a transaction that changes nothing makes no revision', async ({ store }) => {
    await store.transact([], [put('/a', '1')]);
    assert.deepEqual(await store.transact([], [{ delete: '/b' }]), { status: 'committed', revision: 1 });
    assert.equal((await store.range('/')).revision, 1);
  });

  storeTest('a transaction that writes a key twice is refused', async ({ store }) => {
    await assert.rejects(store.transact([], [put('/a', '1'), put('/a', '2')]), /twice/);
    assert.deepEqual(await store.transact([], [put('/a', '3')]), { status: 'committed', revision: 1 });
  });

  storeTest('of transactions that compete for a key in one turn exactly one is committed', async ({ store }) => {
    const claims = Array.from({ length: 5 }, (_, index) =>
      store.transact([{ key: '/a', createRevision: 0 }], [put('/a', String(index))]),
    );
    const outcomes = await Promise.all(claims);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['committed', 'lost', 'lost', 'lost', 'lost'],
    );
  });

  storeTest('a watch sees each revision of its prefix whole, once and in order', async ({ store }) => {
    const seen: string[] = [];
    const watch = store.watch('/p/', 1, recorder(seen));
    await store.transact([], [put('/p/1', 'a'), put('/p/2', 'b')]);
    await store.transact([], [put('/other', '')]);
    await Promise.all([store.transact([], [put('/p/1', 'c')]), store.transact([], [{ delete: '/p/2' }])]);
    assert.deepEqual(seen, ['1: /p/1=a /p/2=b', '3: /p/1=c', '4: -/p/2']);
    watch.cancel();
    await store.transact([], [put('/p/3', '')]);
    assert.equal(seen.length, 3);
  });

  storeTest('a watch resumes from a past revision', async ({ store }) => {
    for (const value of ['a', 'b', 'c']) await store.transact([], [put('/p', value)]);
    const seen: string[] = [];
    store.watch('/p', 2, recorder(seen));
    await store.transact([], [put('/p', 'd')]);
    assert.deepEqual(seen, ['2: /p=b', '3: /p=c', '4: /p=d']);
  });

  storeTest('a watch from revisions that are no longer kept is told so', async ({ store }) => {
    const many = (round: number) => Array.from({ length: 5000 }, (_, index) => put(`/many/${index}`, String(round)));
    for (let round = 0; round < 6; round += 1) await store.transact([], many(round));
    const seen: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    store.watch('/', 1, { ...recorder(seen), compacted: resolve });
    await promise;
    assert.deepEqual(seen, []);
  });

  storeTest('a watcher that writes sees its own write after it has returned', async ({ store }) => {
    const seen: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    store.watch('/p', 1, {
      changed(revision, changes) {
        if (revision === 1) void store.transact([], [put('/p', 'second')]).then(() => resolve());
        recorder(seen).changed(revision, changes);
      },
      compacted() {},
    });
    await store.transact([], [put('/p', 'first')]);
    await promise;
    assert.deepEqual(seen, ['1: /p=first', '2: /p=second']);
  });

  storeTest('the keys of a lease vanish when it ends, in one revision', async ({ store, clock }) => {
    const lease = await store.grantLease(1000);
    await store.transact([], [put('/a', '1', lease), put('/b', '1', lease), put('/c', '1')]);
    const seen: string[] = [];
    store.watch('/', 2, recorder(seen));
    clock.advance(900);
    assert.equal(await lease.renew(), 'alive');
    clock.advance(900);
    assert.notEqual(await store.get('/a'), undefined);
    clock.advance(101);
    await store.transact([], [put('/d', '')]);
    assert.deepEqual(seen, ['2: -/a -/b', '3: /d=']);
    assert.equal(await lease.renew(), 'gone');
    assert.deepEqual(await store.transact([], [put('/a', '1', lease)]), { status: 'lost' });
  });

  storeTest('a key put again without the lease outlives it, and revoking ends a lease at once', async ({ store }) => {
    const lease = await store.grantLease(1000);
    await store.transact([], [put('/a', '1', lease), put('/b', '1', lease)]);
    await store.transact([], [put('/a', '2')]);
    await lease.revoke();
    assert.equal((await store.get('/a'))?.value.toString(), '2');
    assert.equal(await store.get('/b'), undefined);
  });
}

function put(key: string, value: string, lease?: Lease): Write {
  const write = { put: key, value: Buffer.from(value) };
  return lease === undefined ? write : { ...write, lease };
}

function recorder(seen: string[]) {
  return {
    changed: (revision: number, changes: readonly Change[]) => {
      const texts = changes.map((change) =>
        'put' in change ? `${change.put.key}=${change.put.value.toString()}` : `-${change.delete}`,
      );
      seen.push(`${revision}: ${texts.join(' ')}`);
    },
    compacted: () => assert.fail('compacted'),
  };
}
