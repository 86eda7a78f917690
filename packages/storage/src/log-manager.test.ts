import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { DiskError, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { encodePartitionMetadata } from './checkpoint/partition-metadata.ts';
import { LogDirectoryError } from './directory/log-directory-error.ts';
import type { LogManager, LogManagerOptions } from './log-manager.ts';
import { AppendError, type LogConfig, type PartitionLog } from './partition-log.ts';
import {
  acknowledged,
  append,
  openedLog,
  openManager,
  readAll,
  someBatch,
  TOPIC,
  TOPIC_ID,
  testConfig,
} from './testing/log-fixtures.ts';
import type { StorageWorld } from './testing/storage-world.ts';

/** One broker on a simulated host that tests can break. */
class Host implements StorageWorld {
  readonly name = 'simulated';
  readonly directory = '/data';
  readonly memoryOnly = false;
  readonly simulation = new Simulation('log-manager');
  runtime = this.#start();

  #start() {
    return { ...this.simulation.runtime('broker'), log: silentLogger };
  }

  get faults() {
    return this.simulation.host('broker').drive.faults;
  }

  settle<Result>(promise: Promise<Result>): Promise<Result> {
    return this.simulation.settle(promise);
  }

  open(options: Partial<LogManagerOptions> = {}, config: LogConfig = testConfig): Promise<LogManager> {
    return openManager(this, config, options);
  }

  restart(): void {
    this.simulation.host('broker').kill();
    this.runtime = this.#start();
  }

  crash(): void {
    this.simulation.host('broker').crash();
    this.runtime = this.#start();
  }

  names(directory = this.directory): string[] {
    return this.runtime.disk.list(directory).map(({ name }) => name);
  }

  async dispose(): Promise<void> {}
}

describe('a log manager', () => {
  test('lays a partition out as Kafka does', async () => {
    const host = new Host();
    const manager = await host.open();
    append(openedLog(manager, testConfig), someBatch());
    await host.settle(manager.close());
    assert.deepEqual(
      host.names().filter((name) => !name.startsWith('.')),
      [
        'log-start-offset-checkpoint',
        'meta.properties',
        'orders-0',
        'recovery-point-offset-checkpoint',
        'replication-offset-checkpoint',
      ],
    );
    assert.deepEqual(host.names('/data/orders-0'), [
      '00000000000000000000.index',
      '00000000000000000000.log',
      '00000000000000000000.timeindex',
      '00000000000000000001.snapshot',
      'leader-epoch-checkpoint',
      'partition.metadata',
    ]);
    assert.equal(
      host.runtime.disk.readFile('/data/orders-0/partition.metadata').toString(),
      `version: 0\ntopic_id: ${TOPIC_ID}`,
    );
    assert.equal(host.runtime.disk.readFile('/data/recovery-point-offset-checkpoint').toString(), '0\n1\norders 0 1\n');
  });

  test('keeps the id of a directory, and refuses one of another cluster or node', async () => {
    const host = new Host();
    const manager = await host.open();
    const directoryId = manager.directories[0]?.directoryId;
    await host.settle(manager.close());
    const again = await host.open();
    assert.equal(again.directories[0]?.directoryId, directoryId);
    await host.settle(again.close());
    const refused = (message: RegExp) => (error: unknown) =>
      error instanceof LogDirectoryError && message.test(error.message);
    await assert.rejects(host.open({ clusterId: 'b3RoZXItY2x1c3Rlci4uLg' }), refused(/belongs to cluster/));
    await assert.rejects(host.open({ brokerId: 2 }), refused(/belongs to node 1, this is node 2/));
    const file = host.runtime.disk.open('/data/meta.properties', 'write');
    file.truncate(0);
    file.close();
    await assert.rejects(host.open(), refused(/meta\.properties cannot be used/));
  });

  test('locks its directories', async () => {
    const host = new Host();
    const manager = await host.open();
    await assert.rejects(host.open(), (error) => error instanceof DiskError && error.code === 'ELOCKED');
    await host.settle(manager.close());
    await host.settle((await host.open()).close());
  });

  test('spreads new logs over its directories', async () => {
    const host = new Host();
    const manager = await host.open({ directories: ['/one', '/two'] });
    for (let partition = 0; partition < 4; partition++) manager.create(TOPIC, partition, TOPIC_ID, testConfig);
    assert.deepEqual(
      manager.directories.map(({ logCount }) => logCount),
      [2, 2],
    );
    await host.settle(manager.close());
    const again = await host.open({ directories: ['/one', '/two'] });
    assert.equal(again.logs.size, 4);
  });

  test('deletes a log at once, its files after file.delete.delay.ms', async () => {
    const host = new Host();
    const config = { ...testConfig, fileDeleteDelayMs: 5000 };
    const manager = await host.open({}, config);
    const log = openedLog(manager, config);
    append(log, someBatch());
    manager.delete(TOPIC, 0);
    assert.equal(manager.get(TOPIC, 0), undefined);
    assert.throws(() => append(log, someBatch()), codeIs(Errors.KAFKA_STORAGE_ERROR));
    const isMarked = (name: string) => /^orders-0\.[0-9a-f]{32}-delete$/.test(name);
    assert.equal(host.names().filter(isMarked).length, 1);
    const again = manager.create(TOPIC, 0, TOPIC_ID, config);
    assert.equal(append(again, someBatch()).baseOffset, 0);
    await host.simulation.runFor(4000);
    assert.equal(host.names().filter(isMarked).length, 1);
    await host.simulation.runFor(2000);
    assert.equal(host.names().filter(isMarked).length, 0);
    await host.settle(manager.close());
  });

  test('deletes logs, and creates them again, while checkpoints are being written, and stays online', async () => {
    const host = new Host();
    const manager = await host.open();
    const partitions = [0, 1, 2, 3];
    for (const partition of partitions) append(manager.create(TOPIC, partition, TOPIC_ID, testConfig), someBatch());
    host.faults.slowSyncMs = 10;
    const checkpointed = manager.checkpoint();
    for (const partition of partitions) {
      await host.simulation.runFor(5);
      manager.delete(TOPIC, partition);
      if (partition % 2 === 0) append(manager.create(TOPIC, partition, TOPIC_ID, testConfig), someBatch());
    }
    await host.settle(checkpointed);
    assert.deepEqual(
      manager.directories.map(({ isOffline }) => isOffline),
      [false],
    );
    await host.settle(manager.close());
    assert.deepEqual([...(await host.open()).logs.keys()].sort(), ['orders-0', 'orders-2']);
  });

  test('deletes at its start what a deletion left behind', async () => {
    const host = new Host();
    const manager = await host.open();
    openedLog(manager, testConfig);
    manager.delete(TOPIC, 0);
    host.restart();
    const again = await host.open();
    await host.simulation.runFor(100);
    assert.deepEqual(
      host.names().filter((name) => name.startsWith(TOPIC)),
      [],
    );
    await host.settle(again.close());
  });

  test('sets directories of unknown topics aside, and those of an earlier topic of the same name', async () => {
    const host = new Host();
    const manager = await host.open();
    for (const partition of [0, 1]) append(manager.create(TOPIC, partition, TOPIC_ID, testConfig), someBatch());
    await host.settle(manager.close());
    const otherId = 'b3RoZXItdG9waWMtaWQhIQ';
    const metadata = host.runtime.disk.open('/data/orders-1/partition.metadata', 'write');
    metadata.write(encodePartitionMetadata(otherId), 0);
    metadata.close();
    host.runtime.disk.makeDirectory('/data/gone-7');
    host.runtime.disk.makeDirectory('/data/not.a.partition');
    const again = await host.open({ topicIdOf: (topic) => (topic === TOPIC ? TOPIC_ID : undefined) });
    assert.deepEqual([...again.logs.keys()], ['orders-0']);
    const names = host.names();
    for (const stray of [/^gone-7\.[0-9a-f]{32}-stray$/, /^orders-1\.[0-9a-f]{32}-stray$/, /^not\.a\.partition$/]) {
      assert.ok(
        names.some((name) => stray.test(name)),
        `${stray} in ${names.join(' ')}`,
      );
    }
    assert.equal(append(again.create(TOPIC, 1, TOPIC_ID, testConfig), someBatch()).baseOffset, 0);
  });

  test('tells how far the last run can be trusted', async () => {
    const host = new Host();
    const manager = await host.open();
    assert.equal(manager.durabilityProof, 'none');
    await host.settle(manager.close());
    assert.equal((await host.open()).durabilityProof, 'clean');
    host.restart();
    assert.equal((await host.open()).durabilityProof, 'none');
    host.runtime.disk.makeDirectory('/proc/sys/kernel/random');
    const bootId = host.runtime.disk.open('/proc/sys/kernel/random/boot_id', 'create');
    bootId.write(Buffer.from('4e0bd3f2\n'), 0);
    host.restart();
    assert.equal((await host.open()).durabilityProof, 'none');
    host.restart();
    assert.equal((await host.open()).durabilityProof, 'samebootid');
    bootId.close();
  });

  test('remembers high watermarks', async () => {
    const host = new Host();
    const manager = await host.open({ highWatermarkOf: () => 3 });
    for (let index = 0; index < 5; index++) append(openedLog(manager, testConfig), someBatch());
    await host.settle(manager.checkpoint());
    host.restart();
    const again = await host.open();
    assert.equal(again.checkpointedHighWatermark(TOPIC, 0), 3);
    assert.equal(again.checkpointedHighWatermark(TOPIC, 1), 0);
  });

  test('holds no files open for logs that nobody uses', async () => {
    const host = new Host();
    const manager = await host.open({ openFilesMax: 8 });
    const logs = Array.from({ length: 50 }, (_, partition) => manager.create(TOPIC, partition, TOPIC_ID, testConfig));
    for (const log of logs) append(log, someBatch());
    for (const log of logs) await acknowledged(host, log);
    for (const log of logs) assert.equal((await readAll(host, log)).length, 1);
    await host.settle(manager.close());
    const again = await host.open({ openFilesMax: 8 });
    for (const log of again.logs.values()) assert.equal((await readAll(host, log)).length, 1);
  });

  for (const flushPolicy of ['ack', 'none'] as const) {
    test(`goes on at the end of an emptied log after a kill, under flush.policy=${flushPolicy} (B155)`, async () => {
      const host = new Host();
      const config = { ...testConfig, retentionMs: 1000, flushPolicy };
      const manager = await host.open({}, config);
      append(openedLog(manager, config), someBatch({ count: 7, timestamp: 5 }));
      await acknowledged(host, openedLog(manager, config));
      manager.applyRetention();
      host.restart();
      const log = openedLog(await host.open({}, config), config);
      assert.deepEqual([log.logStartOffset, log.logEndOffset], [7, 7]);
      assert.equal(append(log, someBatch()).baseOffset, 7);
      await acknowledged(host, log);
    });
  }

  test('has a new start on stable storage before it says so (B100)', async () => {
    const host = new Host();
    const log = openedLog(await host.open(), testConfig);
    for (let index = 0; index < 5; index++) append(log, someBatch());
    await host.settle(log.flush());
    await host.settle(log.deleteBefore(3));
    host.crash();
    assert.equal(openedLog(await host.open(), testConfig).logStartOffset, 3);
  });

  for (const checkpoints of [true, false]) {
    const when = checkpoints ? 'while starts are noted' : 'at rest';
    test(`a new topic does not start where an earlier one of its name did, made ${when} (B25, B100)`, async () => {
      for (let steps = 0; steps < 30; steps++) {
        const host = new Host();
        const manager = await host.open();
        const log = openedLog(manager, testConfig);
        for (let index = 0; index < 5; index++) append(log, someBatch());
        await acknowledged(host, log);
        await host.settle(log.deleteBefore(4));
        if (checkpoints) void manager.checkpoint();
        let left = steps;
        await host.simulation.run(() => left-- <= 0);
        manager.delete(TOPIC, 0);
        append(openedLog(manager, testConfig), someBatch());
        await acknowledged(host, openedLog(manager, testConfig));
        await host.simulation.runFor(1000);
        host.restart();
        const again = openedLog(await host.open(), testConfig);
        assert.deepEqual([again.logStartOffset, again.logEndOffset], [0, 1], `${steps} steps`);
      }
    });
  }

  test('does not delete by age after the clock has jumped', async () => {
    const host = new Host();
    const config = { ...testConfig, retentionMs: 60_000 };
    const manager = await host.open({}, config);
    const log = openedLog(manager, config);
    append(log, someBatch({ timestamp: host.runtime.clock.now() }));
    await acknowledged(host, log);
    host.simulation.host('broker').clockSkewMs = 3_600_000;
    manager.applyRetention();
    assert.equal(log.logStartOffset, 0);
    await host.simulation.runFor(25 * 3_600_000);
    manager.applyRetention();
    assert.equal(log.logStartOffset, 1);
    await host.settle(manager.close());
  });
});

describe('a log directory whose disk fails (B159)', () => {
  for (const code of ['ENOSPC', 'EIO'] as const) {
    test(`with ${code} on a write takes no more appends, and goes on to be read`, async () => {
      const { host, manager, log } = await hostWithLog('none');
      host.faults.failOnce('write', code, (path) => path.endsWith('.log'));
      append(log, someBatch());
      await assert.rejects(acknowledged(host, log), codeIs(Errors.KAFKA_STORAGE_ERROR));
      assert.deepEqual([log.logEndOffset, log.acknowledgedEndOffset], [3, 3]);
      assert.throws(() => append(log, someBatch()), codeIs(Errors.KAFKA_STORAGE_ERROR));
      assert.throws(() => manager.create(TOPIC, 9, TOPIC_ID, testConfig), codeIs(Errors.KAFKA_STORAGE_ERROR));
      assert.equal((await readAll(host, log)).length, 3);
      assert.equal(manager.directories[0]?.isOffline, true);
      await host.settle(manager.close());
      const again = openedLog(await host.open(), testConfig);
      assert.equal(append(again, someBatch()).baseOffset, 3);
    });
  }

  test('on a sync acknowledges nothing more under flush.policy=ack', async () => {
    const { host, log } = await hostWithLog('ack');
    host.faults.failOnce('sync', 'EIO', (path) => path.endsWith('.log'));
    append(log, someBatch());
    await assert.rejects(acknowledged(host, log), codeIs(Errors.KAFKA_STORAGE_ERROR));
    assert.deepEqual([log.logEndOffset, log.acknowledgedEndOffset], [3, 3]);
    await host.simulation.runFor(1000);
    assert.equal(log.acknowledgedEndOffset, 3);
    host.restart();
    const again = openedLog(await host.open(), testConfig);
    assert.ok(again.logEndOffset >= 3);
  });

  test('takes its own logs offline only, and new logs go to the others', async () => {
    const host = new Host();
    const manager = await host.open({ directories: ['/one', '/two'] });
    const [bad, good] = [0, 1].map((partition) => manager.create(TOPIC, partition, TOPIC_ID, testConfig));
    assert.ok(bad !== undefined && good !== undefined);
    host.faults.failOnce('write', 'EIO', (path) => path.startsWith('/one/orders-0/'));
    append(bad, someBatch());
    append(good, someBatch());
    await assert.rejects(acknowledged(host, bad), codeIs(Errors.KAFKA_STORAGE_ERROR));
    assert.equal(append(good, someBatch()).baseOffset, 1);
    await acknowledged(host, good);
    manager.create(TOPIC, 2, TOPIC_ID, testConfig);
    assert.deepEqual(
      manager.directories.map(({ isOffline, logCount }) => [isOffline, logCount]),
      [
        [true, 1],
        [false, 2],
      ],
    );
    await host.settle(manager.close());
  });

  test('is left out at the start when it cannot be used, unless none is left', async () => {
    const host = new Host();
    host.faults.failOnce('open', 'EACCES', (path) => path === '/one');
    const manager = await host.open({ directories: ['/one', '/two'] });
    assert.deepEqual(
      manager.directories.map(({ path }) => path),
      ['/two'],
    );
    await host.settle(manager.close());
    host.faults.failOnce('open', 'EACCES', (path) => path === '/one');
    await assert.rejects(host.open({ directories: ['/one'] }), /No log directory can be used/);
  });

  test('gives up its ballast to note where its logs stand', async () => {
    const host = new Host();
    const manager = await host.open({ ballastBytes: 4096 });
    await host.simulation.runFor(100);
    const log = openedLog(manager, testConfig);
    append(log, someBatch());
    await host.settle(log.flush());
    host.faults.capacityBytes = host.simulation.host('broker').drive.usedBytes() + 10;
    append(log, someBatch());
    await assert.rejects(acknowledged(host, log), codeIs(Errors.KAFKA_STORAGE_ERROR));
    await host.settle(manager.checkpoint());
    const checkpoint = host.runtime.disk.readFile('/data/recovery-point-offset-checkpoint').toString();
    assert.equal(checkpoint, '0\n1\norders 0 1\n');
  });
});

async function hostWithLog(
  flushPolicy: LogConfig['flushPolicy'],
): Promise<{ host: Host; manager: LogManager; log: PartitionLog }> {
  const host = new Host();
  const config = { ...testConfig, flushPolicy };
  const manager = await host.open({}, config);
  const log = openedLog(manager, config);
  for (let index = 0; index < 3; index++) append(log, someBatch());
  await acknowledged(host, log);
  return { host, manager, log };
}

function codeIs(code: number): (error: unknown) => boolean {
  return (error) => error instanceof AppendError && error.code === code;
}
