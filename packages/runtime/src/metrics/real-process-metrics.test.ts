import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observeRealProcess } from './real-process-metrics.ts';

test('the process is described under the usual names, and watched once for all who ask', async () => {
  const metrics = await observeRealProcess();
  assert.equal(await observeRealProcess(), metrics);
  const text = await metrics.exposition();
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
  ]) {
    assert.match(text, new RegExp(`^${name} \\d`, 'm'));
  }
});

test('what it uses makes sense', async () => {
  const usage = (await observeRealProcess()).usage();
  assert.equal(usage.nodeVersion, process.version);
  assert.ok(usage.heapUsedBytes > 1e6 && usage.heapUsedBytes <= usage.heapMaxBytes);
  assert.ok(usage.idleRatio >= 0 && usage.idleRatio <= 1);
});
