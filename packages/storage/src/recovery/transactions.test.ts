import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeEndTxnMarker, encodeRecordBatch } from '@moldau/protocol';
import type { PartitionLog } from '../partition-log.ts';
import { putImage, takeImage } from '../testing/directory-image.ts';
import { acknowledged, openedLog, openManager, RECENT, testConfig } from '../testing/log-fixtures.ts';
import { simulatedWorld } from '../testing/storage-world.ts';

test('recovery makes transaction indexes and producers as a clean stop would have left them', async () => {
  const world = await simulatedWorld();
  const manager = await openManager(world, testConfig);
  const log = openedLog(manager, testConfig);
  for (let round = 0; round < 30; round++) appendTransactions(log, round);
  await acknowledged(world, log);
  const killed = takeImage(world.runtime.disk, world.directory);
  await world.settle(manager.close());
  const stopped = takeImage(world.runtime.disk, world.directory);
  const indexes = [...stopped.keys()].filter((name) => name.endsWith('.txnindex'));
  assert.ok(indexes.length > 2);

  const other = await simulatedWorld();
  for (const name of indexes) killed.delete(name);
  putImage(other.runtime.disk, other.directory, killed);
  await other.settle((await openManager(other, testConfig)).close());
  const recovered = takeImage(other.runtime.disk, other.directory);
  for (const name of [...indexes, ...[...stopped.keys()].filter((file) => file.endsWith('.snapshot')).slice(-1)]) {
    assert.deepEqual(recovered.get(name), stopped.get(name), name);
  }
});

/** Two producers whose transactions overlap; every third one is aborted. */
function appendTransactions(log: PartitionLog, round: number): void {
  for (const producerId of [1, 2]) {
    const record = { timestamp: RECENT + round, key: null, value: Buffer.alloc(100) };
    const batch = { records: [record], transactional: true, producerId, producerEpoch: 0, baseSequence: round };
    const verification = log.beginVerification({ ...batch, bumpsEpochs: false });
    log.append(encodeRecordBatch(batch), { leaderEpoch: 0, origin: 'client', apiVersion: 11, verification });
  }
  for (const producerId of [1, 2]) {
    const result = (round + producerId) % 3 === 0 ? 'abort' : 'commit';
    const marker = { result, coordinatorEpoch: 1, producerId, producerEpoch: 0, timestamp: RECENT + round } as const;
    log.append(encodeEndTxnMarker(marker), { leaderEpoch: 0, origin: 'coordinator' });
  }
}
