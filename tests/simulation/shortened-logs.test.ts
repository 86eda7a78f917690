/**
 * Logs that lose their oldest records while the broker dies at random moments: what was deleted stays deleted, and
 * nothing behind it is missing (B100, B155).
 */
import assert from 'node:assert/strict';
import { BrokerWorld } from './broker-world.ts';
import { type Death, dieRepeatedly } from './nemesis.ts';
import { assertGoodHistory, testUnderSeeds } from './seeds.ts';
import { Workload, type WorkloadOptions } from './workload.ts';

const quickRolls = { 'segment.ms': '150', 'file.delete.delay.ms': '100' };
/** Some dozens of records. */
const smallLogs = { ...quickRolls, 'retention.bytes': '30000' };

testUnderSeeds('deletions', 'records deleted before a power failure stay deleted, no others go', 3, async (seed) => {
  await liveThrough(seed, ['crash', 'kill'], { shortens: 'deletions', topicConfigs: quickRolls });
});

testUnderSeeds('retention', 'retention and deletions take nothing but the oldest', 3, async (seed) => {
  const world = await liveThrough(seed, ['crash', 'kill'], { shortens: 'retention', topicConfigs: smallLogs });
  const starts = world.history.flatMap((event) => (event.kind === 'final read' ? event.logStartOffset : []));
  assert.ok(Math.max(...starts) > 0, 'nothing was deleted');
});

testUnderSeeds('expiry', 'logs that expire to their last record go on where they ended', 3, async (seed) => {
  const topicConfigs = { ...quickRolls, 'retention.ms': '400' };
  await liveThrough(seed, ['crash', 'kill'], { shortens: 'retention', topicConfigs });
});

async function liveThrough(seed: string, deaths: readonly Death[], options: WorkloadOptions): Promise<BrokerWorld> {
  const world = new BrokerWorld(seed, { 'log.retention.check.interval.ms': '100' });
  await world.start();
  const workload = await Workload.begin(world, options);
  await dieRepeatedly(world, { deaths, rounds: 4, workMsMax: 600 });
  await world.simulation.runFor(200);
  await workload.finish();
  assertGoodHistory(world, options.shortens === 'retention');
  assert.ok(world.history.some((event) => event.kind === 'deletion' && event.outcome === 'ok'));
  return world;
}
