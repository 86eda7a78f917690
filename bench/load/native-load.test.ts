import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadResultIn, wordsOf } from './native-load.ts';

const good = {
  requests: 100,
  seconds: 1,
  bytesOut: 1000,
  bytesIn: 2000,
  requestsPerSecond: 100,
  p50us: 1,
  p99us: 2,
  p999us: 3,
  errors: 0,
  firstError: null,
};

describe('what the generator says', () => {
  test('is taken when every request succeeded', () => {
    assert.equal(loadResultIn(JSON.stringify(good)).bytesIn, 2000);
  });

  test('is refused with the error’s name when a request failed', () => {
    const failed = JSON.stringify({ ...good, errors: 3, firstError: 6 });
    assert.throws(() => loadResultIn(failed), /3 requests failed, the first with error 6 \(NOT_LEADER_OR_FOLLOWER\)/);
  });

  test('is refused when nothing was answered, or records never arrived', () => {
    assert.throws(() => loadResultIn(JSON.stringify({ ...good, requests: 0 })), /no request was answered/);
    assert.throws(() => loadResultIn(JSON.stringify({ ...good, missing: 2 })), /2 requests had no effect/);
  });

  test('is refused when it lacks what is needed', () => {
    assert.throws(() => loadResultIn('{"requests":1,"errors":0}'), /says nothing about seconds/);
  });
});

test('options become words, flags without a value, and what is undefined nothing', () => {
  assert.deepEqual(wordsOf({ port: 9092, once: true, active: undefined }), ['--port', '9092', '--once']);
});
