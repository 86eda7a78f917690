import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import type { FetchRequest } from '@moldau/protocol/messages/fetch';
import type { Clock } from '@moldau/runtime';
import { SeededRandom } from '@moldau/runtime/simulated';
import { FetchSession } from './fetch-session.ts';
import { FetchSessionCache } from './fetch-session-cache.ts';

const EVICTION_MS = 120_000;

function cacheOf(slots: number) {
  let nowMs = 0;
  const clock: Clock = {
    now: () => nowMs,
    monotonic: () => nowMs,
    after: () => ({ cancel() {} }),
    endOfTurn() {},
  };
  const cache = new FetchSessionCache(slots, clock, new SeededRandom('sessions'));
  return {
    cache,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** The new session's id, 0 if there was no room. */
    open: (partitions: number) => planOf(cache, request({ sessionEpoch: 0, partitions })).session?.id ?? 0,
    continues: (sessionId: number, sessionEpoch: number) =>
      typeof cache.open(request({ sessionId, sessionEpoch }), 12) !== 'number',
  };
}

function planOf(cache: FetchSessionCache, fetch: FetchRequest) {
  const plan = cache.open(fetch, 12);
  if (typeof plan === 'number') throw new Error(`error ${plan}`);
  return plan;
}

function request({ sessionId = 0, sessionEpoch = -1, partitions = 0 }): FetchRequest {
  const asked = Array.from({ length: partitions }, (_, partition) => ({
    partition,
    currentLeaderEpoch: -1,
    fetchOffset: 0,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: 1000,
    replicaDirectoryId: ZERO_UUID,
    highWatermark: 0n,
  }));
  return {
    clusterId: null,
    replicaId: -1,
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: 1000,
    isolationLevel: 0,
    sessionId,
    sessionEpoch,
    topics: partitions === 0 ? [] : [{ topic: 'topic', topicId: ZERO_UUID, partitions: asked }],
    forgottenTopicsData: [],
    rackId: '',
  };
}

test('a full cache gives newcomers no session while the others are in use (B85)', () => {
  const { open, continues } = cacheOf(2);
  const [first, second] = [open(1), open(1)];
  assert.ok(first > 0 && second > 0 && first !== second);
  assert.equal(open(1), 0);
  assert.equal(open(100), 0);
  assert.ok(continues(first, 1));
  assert.ok(continues(second, 1));
});

test('a session that was idle for two minutes makes room, the longest idle one first (B85)', () => {
  const { open, continues, pass } = cacheOf(2);
  const [first, second] = [open(5), open(5)];
  pass(1);
  assert.ok(continues(first, 1));
  pass(EVICTION_MS);
  assert.ok(open(1) > 0);
  assert.ok(!continues(second, 1));
  assert.ok(continues(first, 2));
});

test('an old session makes room for one with more partitions, though it is in use (B85)', () => {
  const { open, continues, pass } = cacheOf(1);
  const first = open(3);
  assert.equal(open(9), 0, 'too young');
  pass(EVICTION_MS + 1);
  assert.ok(continues(first, 1));
  assert.equal(open(3), 0, 'no larger');
  assert.ok(open(4) > 0);
  assert.ok(!continues(first, 2));
});

test('a cache of no slots opens no session (B85)', () => {
  assert.equal(cacheOf(0).open(1), 0);
});

test('a session that is closed frees its slot (B85)', () => {
  const { cache, open } = cacheOf(1);
  const sessionId = open(1);
  planOf(cache, request({ sessionId, sessionEpoch: -1, partitions: 1 }));
  assert.equal(cache.size, 0);
  assert.equal(cache.open(request({ sessionId, sessionEpoch: 1 }), 12), Errors.FETCH_SESSION_ID_NOT_FOUND);
  assert.ok(open(1) > 0);
});

test('epoch 2147483647 is followed by 1 (B85)', () => {
  const session = new FetchSession(1, false, 0);
  session.epoch = 2147483646;
  session.advance(0);
  assert.equal(session.epoch, 2147483647);
  session.advance(0);
  assert.equal(session.epoch, 1);
});
