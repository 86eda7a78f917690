import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { append, openedLog, openManager, someBatch, testConfig } from '../testing/log-fixtures.ts';
import type { StorageWorld } from '../testing/storage-world.ts';

const config = { ...testConfig, segmentBytes: 1000 };

test('a power failure after clean stops leaves every record its leader epoch (B88)', async () => {
  for (let seed = 0; seed < 100; seed++) {
    const simulation = new Simulation(`epochs-${seed}`);
    const host = simulation.host('broker');
    const inLife = async (act: (log: ReturnType<typeof openedLog>) => void, end: 'stop' | 'power failure') => {
      const manager = await openManager(worldOf(simulation), config);
      const log = openedLog(manager, config);
      act(log);
      await simulation.settle(log.flush());
      if (end === 'power failure') return host.crash();
      await simulation.settle(manager.close());
      host.kill();
    };
    const fill = (log: ReturnType<typeof openedLog>, epoch: number, records = 8) => {
      log.startEpoch(epoch);
      for (let count = 0; count < records; count++) append(log, someBatch({ valueBytes: 300 }), epoch);
    };
    await inLife((log) => fill(log, 0), 'stop');
    await inLife((log) => fill(log, 1), 'stop');
    await inLife((log) => fill(log, 2, 1), 'power failure');
    await inLife((log) => {
      const epochs = Array.from({ length: 17 }, (_, offset) => log.epochAt(offset));
      assert.deepEqual(epochs, [...Array<number>(8).fill(0), ...Array<number>(8).fill(1), 2], `seed ${seed}`);
      assert.deepEqual(log.endOffsetForEpoch(0), { epoch: 0, endOffset: 8 });
    }, 'stop');
  }
});

function worldOf(simulation: Simulation): StorageWorld {
  return {
    name: 'simulated',
    runtime: { ...simulation.runtime('broker'), log: silentLogger },
    directory: '/data',
    memoryOnly: false,
    settle: (promise) => simulation.settle(promise),
    dispose: async () => {},
  };
}
