/** The whole broker with all kinds of clients on a simulated disk, clock and network: what happens hangs on the seed. */
import assert from 'node:assert/strict';
import { BrokerWorld } from './broker-world.ts';
import type { HistoryEvent } from './history.ts';
import { assertGoodHistory, testUnderSeeds } from './seeds.ts';
import { Workload } from './workload.ts';

const LOAD_MS = 1500;

testUnderSeeds('whole', 'the same happens twice, and all of it is right', 2, async (seed) => {
  const one = await run(seed);
  const again = await run(seed);
  assert.deepEqual(again.history, one.history);
  assert.equal(again.traceHash, one.traceHash);
});

async function run(seed: string): Promise<{ traceHash: string; history: readonly HistoryEvent[] }> {
  const world = new BrokerWorld(seed);
  await world.start();
  const workload = await Workload.begin(world);
  await world.simulation.runFor(LOAD_MS);
  await workload.finish();
  await world.stop();
  assertGoodHistory(world);
  assert.ok(workload.consumer.recordCount > 100, `the consumer read ${workload.consumer.recordCount} records`);
  for (const { name, commits, generations } of workload.members) {
    assert.ok(commits > 0 && generations > 0, `${name}: ${commits} commits in ${generations} generations`);
  }
  return { traceHash: world.simulation.traceHash(), history: world.history };
}
