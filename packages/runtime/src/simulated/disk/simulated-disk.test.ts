import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Disk } from '../../disk/disk.ts';
import { DiskError } from '../../disk/disk.ts';
import { diskSuite } from '../../disk/disk-suite.ts';
import { Simulation } from '../simulation.ts';

diskSuite('the simulated disk', async () => {
  const simulation = new Simulation(1);
  const { disk } = simulation.runtime('broker');
  disk.makeDirectory('/data');
  return {
    disk,
    directory: '/data',
    settle: (promise) => simulation.settle(promise),
    dispose: async () => {},
  };
});

describe('after a power failure of the simulated disk', () => {
  test('what was synced, and whose directory was synced, is there under every seed', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const simulation = new Simulation(seed);
      const { disk } = simulation.runtime('broker');
      const file = makeDurableFile(disk, '/data/a', 'hello');
      file.write(Buffer.from(' world'), 5);
      await simulation.settle(file.sync());
      file.write(Buffer.alloc(2000, 'x'), 11);
      simulation.host('broker').crash();
      const bytes = simulation.runtime('broker').disk.readFile('/data/a');
      assert.equal(bytes.toString('latin1', 0, 11), 'hello world', `seed ${seed}`);
    }
  });

  test('unsynced bytes are there, or not, or torn at sectors, depending on the seed', () => {
    const lengths = new Set<number>();
    let torn = 0;
    for (let seed = 0; seed < 200; seed++) {
      const simulation = new Simulation(seed);
      const { disk } = simulation.runtime('broker');
      makeDurableFile(disk, '/data/a', '').write(Buffer.alloc(2048, 'x'), 0);
      simulation.host('broker').crash();
      const bytes = simulation.runtime('broker').disk.readFile('/data/a');
      assert.equal(bytes.length % 512, 0);
      lengths.add(bytes.length);
      if (bytes.includes(0)) torn++;
    }
    assert.deepEqual(
      [...lengths].sort((a, b) => a - b),
      [0, 512, 1024, 1536, 2048],
    );
    assert.ok(torn > 0, 'a later sector can be there without an earlier one');
  });

  test('a name that was not synced may be gone, and a rename shows the old or the new file, never none', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const simulation = new Simulation(seed);
      const { disk } = simulation.runtime('broker');
      makeDurableFile(disk, '/data/checkpoint', 'old');
      const file = disk.open('/data/checkpoint.tmp', 'create');
      file.write(Buffer.from('new'), 0);
      file.syncNow();
      disk.rename('/data/checkpoint.tmp', '/data/checkpoint');
      simulation.host('broker').crash();
      const after = simulation.runtime('broker').disk;
      seen.add(`${after.readFile('/data/checkpoint').toString()} ${after.exists('/data/checkpoint.tmp')}`);
    }
    assert.deepEqual([...seen].sort(), ['new false', 'old false', 'old true']);
  });

  test('a file renamed into place before it was synced may be empty', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const simulation = new Simulation(seed);
      const { disk } = simulation.runtime('broker');
      makeDurableFile(disk, '/data/checkpoint', 'old');
      const file = disk.open('/data/checkpoint.tmp', 'create');
      file.write(Buffer.from('new'), 0);
      disk.rename('/data/checkpoint.tmp', '/data/checkpoint');
      disk.syncDirectory('/data');
      simulation.host('broker').crash();
      seen.add(simulation.runtime('broker').disk.readFile('/data/checkpoint').toString());
    }
    assert.deepEqual([...seen].sort(), ['', 'new']);
  });

  test('a lock is free again', () => {
    const simulation = new Simulation(1);
    const { disk } = simulation.runtime('broker');
    disk.makeDirectory('/');
    disk.lock('/');
    simulation.host('broker').crash();
    simulation.runtime('broker').disk.lock('/').release();
  });
});

describe('a killed process on the simulated disk', () => {
  test('leaves behind all that it wrote, and can write no more', () => {
    const simulation = new Simulation(1);
    const { disk } = simulation.runtime('broker');
    disk.makeDirectory('/data');
    const file = disk.open('/data/a', 'write');
    file.write(Buffer.from('hello'), 0);
    simulation.host('broker').kill();
    assert.throws(() => file.write(Buffer.from('late'), 0), DiskError);
    assert.equal(simulation.runtime('broker').disk.readFile('/data/a').toString(), 'hello');
  });
});

describe('faults of the simulated disk', () => {
  test('a full drive takes part of a write and says ENOSPC', () => {
    const { simulation, disk } = world();
    const file = disk.open('/data/a', 'write');
    simulation.host('broker').drive.faults.capacityBytes = 3;
    assert.throws(() => file.write(Buffer.from('hello'), 0), diskErrorOf('ENOSPC'));
    assert.equal(disk.readFile('/data/a').toString(), 'hel');
    assert.equal(disk.space('/data').freeBytes, 0);
  });

  test('a failed sync drops its pages, and the next one believes that they are clean', async () => {
    const { simulation, disk } = world();
    const file = makeDurableFile(disk, '/data/a', 'old');
    file.write(Buffer.from('new'), 0);
    simulation.host('broker').drive.faults.failOnce('sync', 'EIO');
    await assert.rejects(simulation.settle(file.sync()), diskErrorOf('EIO'));
    await simulation.settle(file.sync());
    assert.equal(disk.readFile('/data/a').toString(), 'new');
    simulation.host('broker').crash();
    assert.equal(simulation.runtime('broker').disk.readFile('/data/a').toString(), 'old');
  });

  test('a fault can be ordered for one operation on one path', () => {
    const { simulation, disk } = world();
    simulation.host('broker').drive.faults.failOnce('open', 'EMFILE', (path) => path.endsWith('b'));
    disk.open('/data/a', 'write').close();
    assert.throws(() => disk.open('/data/b', 'write'), diskErrorOf('EMFILE'));
    disk.open('/data/b', 'write').close();
  });

  test('a slow sync takes the time it is told to', async () => {
    const { simulation, disk } = world();
    const file = disk.open('/data/a', 'write');
    simulation.host('broker').drive.faults.slowSyncMs = 5000;
    await simulation.settle(file.sync());
    assert.ok(simulation.time >= 5000);
  });

  test('bits flip for good on the platter, and for once in a read', () => {
    const { simulation, disk } = world();
    const { drive } = simulation.host('broker');
    makeDurableFile(disk, '/data/a', 'A');
    drive.flipBit('/data/a', 0, 1);
    assert.equal(disk.readFile('/data/a').toString(), 'C');
    drive.faults.readFlipRate = 1;
    assert.notEqual(disk.readFile('/data/a').toString(), 'C');
    drive.faults.readFlipRate = 0;
    assert.equal(disk.readFile('/data/a').toString(), 'C');
  });
});

function world(): { simulation: Simulation; disk: Disk } {
  const simulation = new Simulation(1);
  const { disk } = simulation.runtime('broker');
  disk.makeDirectory('/data');
  return { simulation, disk };
}

/** The file, its content, its name and its directory survive anything. */
function makeDurableFile(disk: Disk, path: string, text: string): ReturnType<Disk['open']> {
  disk.makeDirectory('/data');
  disk.syncDirectory('/');
  const file = disk.open(path, 'write');
  file.write(Buffer.from(text), 0);
  file.syncNow();
  disk.syncDirectory('/data');
  return file;
}

function diskErrorOf(code: string): (error: unknown) => boolean {
  return (error) => error instanceof DiskError && error.code === code;
}
