import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { after, test } from 'node:test';
import { DiskError, realRuntime, type Runtime } from '@moldau/runtime';
import { SeededRandom, Simulation } from '@moldau/runtime/simulated';
import { FileStore } from './file-store.ts';
import { JOURNAL_FILE, JournalCorruptError } from './journal.ts';
import type { TransactionOutcome, Write } from './metadata-store.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { metadataStoreSuite } from './testing/metadata-store-suite.ts';

const RUNS = 40 * Number(process.env['FUZZ'] ?? 1);
const DIRECTORY = '/data/kafka';
const JOURNAL = `${DIRECTORY}/${JOURNAL_FILE}`;

const { disk, log } = await realRuntime({ logLevel: 'error' });
const roots: string[] = [];
after(() => Promise.all(roots.map((root) => rm(root, { recursive: true, force: true }))));

metadataStoreSuite('file store', async () => {
  const directory = await mkdtemp(`${tmpdir()}/moldau-metadata-`);
  roots.push(directory);
  const clock = new ManualClock();
  return { store: await FileStore.open({ disk, log, clock, directory, compactAtBytes: 256 }), clock };
});

function open(runtime: Runtime, compactAtBytes = 2000): Promise<FileStore> {
  return FileStore.open({ ...runtime, directory: DIRECTORY, compactAtBytes });
}

function put(key: string, value: string): Write {
  return { put: key, value: Buffer.from(value) };
}

async function content(store: FileStore): Promise<string[]> {
  const { entries } = await store.range('');
  return entries.map(
    ({ key, value, createRevision, modRevision }) => `${key}=${value.toString()} ${createRevision} ${modRevision}`,
  );
}

test('after a restart everything is there, with its revisions', async () => {
  const simulation = new Simulation(1);
  const store = await open(simulation.runtime('a'));
  await simulation.settle(store.transact([], [put('/a', '1'), put('/b', '1')]));
  await simulation.settle(store.transact([], [put('/a', '2')]));
  await simulation.settle(store.transact([], [{ delete: '/b' }]));
  const before = await content(store);
  simulation.host('a').crash();
  const again = await open(simulation.runtime('a'));
  assert.deepEqual(await content(again), before);
  assert.deepEqual(before, ['/a=2 1 2']);
  assert.deepEqual(await simulation.settle(again.transact([], [put('/c', '1')])), { status: 'committed', revision: 4 });
});

test('keys under a lease do not survive the process that held it, others do', async () => {
  const simulation = new Simulation(1);
  const store = await open(simulation.runtime('a'));
  const lease = await store.grantLease(10_000);
  await simulation.settle(store.transact([], [{ put: '/live', value: Buffer.from(''), lease }, put('/a', '1')]));
  simulation.host('a').kill();
  const again = await simulation.settle(open(simulation.runtime('a')));
  assert.deepEqual(await content(again), ['/a=1 1 1']);
});

test('the journal is replaced by a snapshot when it has grown, and stays small', async () => {
  const simulation = new Simulation(1);
  const store = await open(simulation.runtime('a'));
  for (let round = 0; round < 500; round += 1) {
    await simulation.settle(store.transact([], [put(`/k/${round % 7}`, `${round}`)]));
  }
  const before = await content(store);
  simulation.host('a').crash();
  const runtime = simulation.runtime('a');
  assert.ok(runtime.disk.readFile(JOURNAL).length < 3000);
  assert.deepEqual(await content(await open(runtime)), before);
});

test('under any power failure what was committed is there, and of the rest whole transactions only', async () => {
  for (let seed = 0; seed < RUNS; seed += 1) {
    const simulation = new Simulation(seed);
    const random = new SeededRandom(`${seed}`);
    const model = { committed: 0, submitted: 0 };
    for (let life = 0; life < 4; life += 1) {
      const store = await simulation.settle(open(simulation.runtime('a'), 300));
      const found = await checkWhole(store, seed);
      assert.ok(found >= model.committed, `seed ${seed}: ${found} of ${model.committed} acknowledged`);
      assert.ok(found <= model.submitted, `seed ${seed}`);
      model.committed = found;
      model.submitted = found;
      await writeUntilCrash(simulation, store, random, model);
    }
  }
});

/** Transaction number n writes n to every key, so all keys agree unless one was applied in part. */
async function checkWhole(store: FileStore, seed: number): Promise<number> {
  const { entries, revision } = await store.range('/n/');
  for (const entry of entries) {
    assert.equal(entry.value.toString().trim(), `${revision}`, `seed ${seed}: a part of a transaction`);
    assert.equal(entry.modRevision, revision);
  }
  return revision;
}

async function writeUntilCrash(
  simulation: Simulation,
  store: FileStore,
  random: SeededRandom,
  model: { committed: number; submitted: number },
): Promise<void> {
  const rounds = random.integer(30);
  for (let round = 0; round <= rounds; round += 1) {
    const together = 1 + random.integer(3);
    const outcomes: Promise<TransactionOutcome>[] = [];
    for (let index = 0; index < together; index += 1) {
      model.submitted += 1;
      const text = `${model.submitted}`.padEnd(random.integer(600));
      const acknowledged = store.transact([], [put('/n/1', text), put('/n/2', text), put('/n/3', text)]);
      outcomes.push(acknowledged);
      void acknowledged.then((outcome) => {
        if (outcome.status === 'committed') model.committed = Math.max(model.committed, outcome.revision);
      });
    }
    if (round < rounds) await simulation.settle(Promise.all(outcomes));
    else await simulation.runFor(random.integer(3));
  }
  simulation.host('a').crash();
}

test('a journal cut at any byte of its last frame loses that frame and nothing else', async () => {
  const simulation = new Simulation(1);
  const runtime = simulation.runtime('a');
  const store = await open(runtime);
  await simulation.settle(store.transact([], [put('/a', '1')]));
  const kept = runtime.disk.readFile(JOURNAL).length;
  await simulation.settle(store.transact([], [put('/b', '2')]));
  const bytes = runtime.disk.readFile(JOURNAL);
  for (let length = kept; length < bytes.length; length += 1) {
    for (const rest of [Buffer.alloc(0), Buffer.alloc(40), Buffer.alloc(3, 'M')]) {
      const again = new Simulation(length);
      const cut = await openWith(again, Buffer.concat([bytes.subarray(0, length), rest]));
      assert.deepEqual(await content(cut), ['/a=1 1 1'], `cut at ${length}`);
      const next = await again.settle(cut.transact([], [put('/c', '')]));
      assert.deepEqual(next, { status: 'committed', revision: 2 });
    }
  }
});

function openWith(simulation: Simulation, journal: Buffer): Promise<FileStore> {
  const runtime = simulation.runtime('a');
  runtime.disk.makeDirectory(DIRECTORY);
  runtime.disk.open(JOURNAL, 'write').write(journal, 0);
  return open(runtime);
}

test('a damaged frame before an intact one is refused and nothing is cut off', async () => {
  const simulation = new Simulation(1);
  const store = await open(simulation.runtime('a'));
  await simulation.settle(store.transact([], [put('/a', '1')]));
  await simulation.settle(store.transact([], [put('/b', '2')]));
  await store.close();
  simulation.host('a').kill();
  const { disk: reading } = simulation.runtime('a');
  const bytes = reading.readFile(JOURNAL);
  simulation.host('a').kill();
  const at = bytes.indexOf('/a');
  simulation.host('a').drive.flipBit(JOURNAL, at, 3);
  const runtime = simulation.runtime('a');
  await assert.rejects(open(runtime), JournalCorruptError);
  assert.equal(runtime.disk.readFile(JOURNAL).length, bytes.length);
});

test('a write that the disk refuses has not happened, and the next one can succeed', async () => {
  for (const operation of ['write', 'sync'] as const) {
    const simulation = new Simulation(1);
    const store = await open(simulation.runtime('a'));
    const { faults } = simulation.host('a').drive;
    await simulation.settle(store.transact([], [put('/a', '1')]));
    faults.failOnce(operation, 'EIO');
    await assert.rejects(simulation.settle(store.transact([], [put('/b', '1')])), DiskError);
    assert.equal(await store.get('/b'), undefined);
    const next = await simulation.settle(store.transact([], [put('/c', '1')]));
    assert.deepEqual(next, { status: 'committed', revision: 2 });
    simulation.host('a').crash();
    assert.deepEqual(await content(await open(simulation.runtime('a'))), ['/a=1 1 1', '/c=1 2 2']);
  }
});

test('when the disk cannot even cut off what failed, the outcome is unknown', async () => {
  const simulation = new Simulation(1);
  const store = await open(simulation.runtime('a'));
  const { faults } = simulation.host('a').drive;
  await simulation.settle(store.transact([], [put('/a', '1')]));
  faults.failOnce('sync', 'EIO');
  faults.failOnce('truncate', 'EIO');
  assert.deepEqual(await simulation.settle(store.transact([], [put('/b', '1')])), { status: 'unknown' });
  faults.failOnce('open', 'EIO');
  await assert.rejects(simulation.settle(store.transact([], [put('/c', '1')])), DiskError);
  assert.deepEqual(await simulation.settle(store.transact([], [put('/d', '1')])), { status: 'committed', revision: 2 });
  simulation.host('a').crash();
  assert.deepEqual(await content(await open(simulation.runtime('a'))), ['/a=1 1 1', '/d=1 2 2']);
});

test('a full disk refuses writes and the store takes them again when there is space', async () => {
  const simulation = new Simulation(1);
  const store = await open(simulation.runtime('a'));
  await simulation.settle(store.transact([], [put('/a', '1')]));
  const { drive } = simulation.host('a');
  drive.faults.capacityBytes = drive.usedBytes() + 20;
  await assert.rejects(simulation.settle(store.transact([], [put('/b', '1')])), DiskError);
  drive.faults.capacityBytes = 1 << 20;
  await simulation.settle(store.transact([], [put('/c', '1')]));
  simulation.host('a').crash();
  assert.deepEqual(await content(await open(simulation.runtime('a'))), ['/a=1 1 1', '/c=1 2 2']);
});

test('a snapshot that cannot be written leaves the journal as it is', async () => {
  for (const operation of ['rename', 'syncDirectory', 'write'] as const) {
    const simulation = new Simulation(1);
    const store = await open(simulation.runtime('a'), 100);
    for (let round = 0; round < 20; round += 1) {
      const concerns = (path: string) => operation !== 'write' || path.endsWith('.tmp');
      simulation.host('a').drive.faults.failOnce(operation, 'EIO', concerns);
      await simulation.settle(store.transact([], [put('/a', `${round}`)]).catch(() => {}));
    }
    const before = await content(store);
    simulation.host('a').crash();
    assert.deepEqual(await content(await simulation.settle(open(simulation.runtime('a')))), before, operation);
  }
});
