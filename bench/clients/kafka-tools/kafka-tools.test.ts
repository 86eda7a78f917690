/** What Kafka's tools print, as figures. The texts are those of Kafka 4.3's tools. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { steadyRecordsPerSecond } from './consumer-performance.ts';
import { parseEndToEndLatency } from './end-to-end-latency.ts';
import { parseProducerPerformance } from './producer-performance.ts';

const all =
  '3000000 records sent, 396091.893319 records/sec (37.77 MB/sec), 640.30 ms avg latency, 889.00 ms max latency, 655 ms 50th, 840 ms 95th, 857 ms 99th, 887 ms 99.9th.';
const steady =
  '2000000 steady state records sent, 405022.276225 records/sec (38.63 MB/sec), 654.69 ms avg latency, 889.00 ms max latency, 649 ms 50th, 847 ms 95th, 881 ms 99th, 887 ms 99.9th.';

describe('ProducerPerformance', () => {
  const said = (...lines: readonly string[]) => ({ output: `${lines.join('\n')}\n`, complaints: '' });

  test('is measured in its steady state', () => {
    const ended = said('Warmup first 1000000 records.', 'In steady state.', all, steady);
    assert.deepEqual(parseProducerPerformance(ended, 3_000_000), { recordsPerSecond: 405_022.276225, p99Ms: 881 });
  });

  test('without a warm-up is measured as a whole, and not by its progress', () => {
    const progress =
      '80650 records sent, 78377.1 records/sec (7.47 MB/sec), 180.4 ms avg latency, 332.0 ms max latency.';
    assert.equal(parseProducerPerformance(said(progress, all), 3_000_000).p99Ms, 857);
  });

  test('whose records were not all acknowledged has no figures', () => {
    const complaints = 'org.apache.kafka.common.errors.TimeoutException: Expiring 12 records\n';
    assert.throws(() => parseProducerPerformance({ ...said(all), complaints }, 3_000_012), /3000012 records.*Expiring/);
    assert.throws(() => parseProducerPerformance({ output: '', complaints }, 3_000_000), /0 of 3000000/);
  });
});

describe('ConsumerPerformance', () => {
  const reports = [
    '2026-11-22 01:26:29:000, 0, 0.0000, 0.0000, 0, 0.0000, 3300, 10, 0.0000, 0.0000',
    '2026-11-22 01:26:30:000, 0, 95.3674, 953.6740, 100000, 1000000.0000, 0, 100, 953.6740, 1000000.0000',
    '2026-11-22 01:26:31:000, 0, 572.2046, 953.6740, 600000, 1000000.0000, 0, 100, 953.6740, 1000000.0000',
    '2026-11-22 01:26:32:500, 0, 1716.6137, 953.6740, 1800000, 1000000.0000, 0, 100, 953.6740, 1000000.0000',
  ];

  test('is measured from a second after its first record', () => {
    assert.equal(steadyRecordsPerSecond(reports.join('\n')), 1_200_000 / 1.5);
  });

  test('that waited in vain for the rest has no figures', () => {
    const complaint = 'WARNING: Exiting before consuming the expected number of records: timeout (10000 ms) exceeded.';
    assert.throws(() => steadyRecordsPerSecond(`${reports.join('\n')}\n${complaint}`), /timeout/);
  });

  test('that ended within its warm-up has no figures', () => {
    assert.throws(() => steadyRecordsPerSecond(reports.slice(0, 3).join('\n')), /before it was warm/);
  });

  test('that read nothing has no figures', () => {
    assert.throws(() => steadyRecordsPerSecond(reports[0] ?? ''), /read nothing/);
  });
});

describe('EndToEndLatency', () => {
  test('has a mean, and the milliseconds that its percentiles are below', () => {
    const output = '0\t107.12796\n1000\t0.78553\nAvg latency: 0.6812 ms\nPercentiles: 50th = 0, 99th = 2, 99.9th = 7\n';
    assert.deepEqual(parseEndToEndLatency(output), { mean: 0.6812, p99: 3, p999: 8 });
  });

  test('without percentiles has no figures', () => {
    assert.throws(() => parseEndToEndLatency('0\t107.12796\n'), /said/);
  });
});
