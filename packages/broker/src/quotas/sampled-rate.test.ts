import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SampledRate, throttleMs } from './sampled-rate.ts';

const windows = { count: 11, sizeMs: 1000 };

test('what has just begun is measured over all windows but one, so that it may begin with a burst', () => {
  const rate = new SampledRate(windows);
  rate.record(10_000, 5);
  assert.deepEqual(rate.measure(5), { perSecond: 1000, overMs: 10_000 });
  assert.equal(throttleMs(rate.measure(5), 1000), 0);
  rate.record(100, 5);
  assert.equal(throttleMs(rate.measure(5), 1000), 100);
});

test('the delay is what brings the rate down to its bound', () => {
  const rate = new SampledRate(windows);
  rate.record(25_000, 0);
  assert.equal(throttleMs(rate.measure(0), 1000), 15_000);
});

test('a window counts until nothing has come in it for as long as all windows last', () => {
  const rate = new SampledRate(windows);
  rate.record(5000, 0);
  rate.record(5000, 900);
  assert.equal(rate.measure(11_899).perSecond > 0, true);
  assert.equal(rate.measure(11_900).perSecond, 0);
});

test('what is taken back was never there', () => {
  const rate = new SampledRate(windows);
  rate.record(500, 0);
  rate.record(9000, 2500);
  rate.record(-9000, 2500);
  assert.deepEqual(rate.measure(2500), { perSecond: 500 / 10.5, overMs: 10_500 });
});

test('time that goes a little backwards does no harm', () => {
  const rate = new SampledRate(windows);
  rate.record(1000, 700);
  rate.record(1000, 600);
  assert.deepEqual(rate.measure(650), { perSecond: 200, overMs: 10_000 });
});

test('who obeys the delays is never above twice its bound for long, however it divides what it sends', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 20, maxLength: 200 });
  const property = fc.property(sizes, fc.integer({ min: 0, max: 400 }), (values, thinkMs) => {
    const bound = 10_000;
    const rate = new SampledRate(windows);
    let [nowMs, sum] = [0, 0];
    for (const value of values) {
      rate.record(value, nowMs);
      sum += value;
      nowMs += throttleMs(rate.measure(nowMs), bound) + thinkMs;
    }
    const largest = Math.max(...values);
    assert.ok(sum <= bound * (2 * (nowMs / 1000) + 11) + largest, `${sum} in ${nowMs} ms`);
  });
  fc.assert(property, { seed: Number(process.env['SEED'] ?? 13), numRuns: 200 * Number(process.env['FUZZ'] ?? 1) });
});
