import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  FileStore,
  ImageTracker,
  MemoryStore,
  type MetadataStore,
  type TransactionOutcome,
  type Write,
} from '@moldau/metadata';
import { Errors, ProtocolError } from '@moldau/protocol';
import { DiskError, type Runtime, silentLogger } from '@moldau/runtime';
import { SeededRandom, Simulation } from '@moldau/runtime/simulated';
import { openCluster } from './bootstrap-cluster.ts';
import {
  type ControllerFixture,
  createTopics,
  newTopic,
  registration,
  startController,
  startFixture,
  testCatalog,
} from './testing/controller-fixture.ts';

const RUNS = 8 * Number(process.env['FUZZ'] ?? 1);
const written = { validateOnly: false };

describe('producer ids', () => {
  test('come in blocks of 1000 that never overlap (B48)', async () => {
    const { controller } = await startFixture();
    const blocks = await Promise.all(Array.from({ length: 5 }, () => controller.allocateProducerIds()));
    assert.deepEqual(
      blocks.map(({ firstProducerId, length }) => [firstProducerId, length]),
      [0, 1000, 2000, 3000, 4000].map((first) => [first, 1000]),
    );
  });

  test('are not given again by the next controller', async () => {
    const { controller, store, runtime, catalog } = await startFixture();
    await controller.allocateProducerIds();
    const next = await startController(store, runtime, catalog);
    assert.equal((await next.controller.allocateProducerIds()).firstProducerId, 1000);
  });
});

describe('the cluster id', () => {
  test('has 22 characters and stays (B23)', async () => {
    const runtime = new Simulation(1).runtime('a');
    const store = new MemoryStore(runtime.clock);
    const options = { features: new Map(), random: runtime.random };
    const id = await openCluster(store, options);
    assert.match(id, /^[A-Za-z0-9_-]{22}$/);
    assert.equal(await openCluster(store, { ...options, clusterId: 'another-one' }), id);
  });
});

test('a feature that a cluster has not heard of is finalized when it is opened; one that it has stays as it is', async () => {
  const runtime = new Simulation(1).runtime('a');
  const store = new MemoryStore(runtime.clock);
  const opened = async (features: Readonly<Record<string, number>>) => {
    const options = { features: new Map(Object.entries(features)), random: runtime.random };
    const clusterId = await openCluster(store, options);
    const tracker = await ImageTracker.start(store, clusterId, silentLogger);
    const levels = Object.fromEntries(tracker.image.features);
    tracker.close();
    return levels;
  };
  assert.deepEqual(await opened({ 'group.version': 0 }), { 'group.version': 0 });
  const later = { 'group.version': 1, 'share.version': 1 };
  assert.deepEqual(await opened(later), { 'group.version': 0, 'share.version': 1 });
});

describe('a broker that registers', () => {
  test('gets a higher epoch each time and is in the image with its listeners', async () => {
    const { controller, image } = await startFixture();
    const first = image().brokers.get(1);
    assert.deepEqual([first?.state, first?.listeners.get('PLAINTEXT')?.host], ['ACTIVE', 'broker-1']);
    await controller.registerBroker(registration(1));
    assert.ok((image().brokers.get(1)?.epoch ?? 0) > (first?.epoch ?? 0));
  });

  test('leads in new epochs unless it has stopped cleanly (B24)', async () => {
    const fixture = await startFixture({ brokers: [1, 2] });
    await createTopics(fixture, newTopic('a', { partitions: 300 }));
    const epochs = () =>
      fixture
        .image()
        .topicsByName.get('a')
        ?.partitions.map(({ leaderEpoch }) => leaderEpoch) ?? [];
    await fixture.controller.registerBroker(registration(1));
    assert.deepEqual(new Set(epochs()), new Set([0]));
    await fixture.controller.registerBroker({ ...registration(1), proof: 'samebootid' });
    const leads =
      fixture
        .image()
        .topicsByName.get('a')
        ?.partitions.map(({ leader }) => leader) ?? [];
    assert.deepEqual(
      epochs(),
      leads.map((leader) => (leader === 1 ? 1 : 0)),
    );
  });
});

describe('a controller that another one has replaced', () => {
  test('writes nothing any more', async () => {
    const { controller, store, runtime, catalog } = await startFixture();
    const next = await startController(store, runtime, catalog);
    await assert.rejects(controller.createTopics([newTopic('a')], written), { code: Errors.NOT_CONTROLLER });
    assert.equal(next.tracker.image.topicsByName.size, 0);
    assert.equal((await next.controller.createTopics([newTopic('a')], written))[0]?.error, undefined);
  });
});

/** Lets a test decide what becomes of each transaction. */
function interceptedStore(
  intercept: (
    number: number,
    apply: () => Promise<TransactionOutcome>,
    writes: readonly Write[],
  ) => Promise<TransactionOutcome>,
): (runtime: Runtime) => MetadataStore {
  return ({ clock }) => {
    const store = new MemoryStore(clock);
    const transact = store.transact.bind(store);
    let number = 0;
    store.transact = (comparisons, writes) => {
      number += 1;
      return intercept(number, () => transact(comparisons, writes), writes);
    };
    return store;
  };
}

/** All but the barrier, which may be renewed at any time. */
async function recordsOf({ store, tracker }: ControllerFixture): Promise<string[]> {
  const { entries } = await store.range('');
  return entries
    .filter(({ key }) => key !== tracker.keys.barrier)
    .map(({ key, modRevision }) => `${key} ${modRevision}`);
}

describe('a transaction whose outcome is unknown', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];

  test('cannot happen any more when it is tried again', async () => {
    const late: (() => Promise<TransactionOutcome>)[] = [];
    let sinceFault = -Infinity;
    const store = interceptedStore(async (_number, apply) => {
      sinceFault += 1;
      if (sinceFault === 1) {
        late.push(apply);
        return { status: 'unknown' };
      }
      if (sinceFault === 3) assert.deepEqual(await late[0]?.(), { status: 'lost' });
      return apply();
    });
    const { controller } = await startFixture({ store });
    sinceFault = 0;
    const [result] = await controller.createTopics([newTopic('a')], written);
    assert.equal(result?.error, undefined);
    assert.equal(sinceFault, 3);
  });

  test('is done once, whether or not it had happened', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const random = new SeededRandom(`${seed}`);
      const late: (() => Promise<TransactionOutcome>)[] = [];
      let faulty = false;
      const store = interceptedStore(async (_number, apply) => {
        if (random.integer(4) === 0) await Promise.all(late.splice(0).map((happen) => happen()));
        if (!faulty || random.integer(3) > 0) return apply();
        if (random.integer(2) === 0) await apply();
        else late.push(apply);
        return { status: 'unknown' };
      });
      const fixture = await startFixture({ store });
      faulty = true;
      const results = await fixture.controller.createTopics(
        names.map((name) => newTopic(name, { partitions: 2 })),
        written,
      );
      const blocks = [await fixture.controller.allocateProducerIds(), await fixture.controller.allocateProducerIds()];
      const before = await recordsOf(fixture);
      for (const apply of late) await apply();
      assert.deepEqual(await recordsOf(fixture), before, `seed ${seed}: a late transaction took effect`);
      for (const { name, error } of results) assert.equal(error, undefined, `seed ${seed}: ${name} ${error?.message}`);
      for (const result of results) {
        if (result.error === undefined) assert.equal(fixture.image().topicsByName.get(result.name)?.id, result.topicId);
      }
      assert.notEqual(blocks[0]?.firstProducerId, blocks[1]?.firstProducerId);
    }
  });
});

describe('a store that does not take writes', () => {
  test('is told as a storage error, and the next request is served', async () => {
    let failing = false;
    const store = interceptedStore((_number, apply) =>
      failing ? Promise.reject(new DiskError('ENOSPC', 'write', '/journal')) : apply(),
    );
    const { controller, image } = await startFixture({ store });
    failing = true;
    await assert.rejects(controller.createTopics([newTopic('a')], written), (error) => {
      return error instanceof ProtocolError && error.code === Errors.KAFKA_STORAGE_ERROR;
    });
    failing = false;
    assert.equal(image().topicsByName.size, 0);
    assert.equal((await controller.createTopics([newTopic('a')], written))[0]?.error, undefined);
  });
});

describe('after a power failure on a file store', () => {
  test('every answered creation and deletion holds, and no producer id is given twice', async () => {
    for (let seed = 0; seed < RUNS; seed += 1) await survivePowerFailures(seed);
  });
});

async function survivePowerFailures(seed: number): Promise<void> {
  const simulation = new Simulation(seed);
  const random = new SeededRandom(`${seed}`);
  const exists = new Map<string, boolean | 'unknown'>();
  const givenIds = new Set<number>();
  for (let life = 0; life < 3; life += 1) {
    const runtime = simulation.runtime('a');
    const { clock, disk, log } = runtime;
    const opening = FileStore.open({ clock, disk, log, directory: '/data', compactAtBytes: 3000 });
    const store = await simulation.settle(opening);
    const { controller, tracker } = await simulation.settle(startController(store, runtime, testCatalog(1)));
    await simulation.settle(controller.registerBroker(registration(1)));
    for (const [name, expected] of exists) {
      const found = tracker.image.topicsByName.has(name);
      if (expected !== 'unknown') assert.equal(found, expected, `seed ${seed}: ${name}`);
      exists.set(name, found);
    }
    let stepped = 0;
    const steps = async () => {
      for (; stepped < 12; stepped += 1) {
        const name = `t${random.integer(5)}`;
        const present = exists.get(name) === true;
        exists.set(name, 'unknown');
        if (present) await controller.deleteTopics([{ name, topicId: undefined }]);
        else await controller.createTopics([newTopic(name, { partitions: 1 + random.integer(250) })], written);
        exists.set(name, !present);
        const { firstProducerId } = await controller.allocateProducerIds();
        assert.ok(!givenIds.has(firstProducerId), `seed ${seed}: producer ids given twice`);
        givenIds.add(firstProducerId);
      }
    };
    const working = steps();
    working.catch(() => {});
    const crashAt = random.integer(12);
    await simulation.run(() => stepped >= crashAt);
    await simulation.runFor(random.integer(4));
    simulation.host('a').crash();
  }
}
