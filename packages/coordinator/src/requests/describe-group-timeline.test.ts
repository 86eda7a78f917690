import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, Reader, Writer } from '@moldau/protocol';
import { describeGroupTimelineApi } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import type { GroupEvent } from '../timeline/group-event.ts';
import { describeTimeline } from './describe-group-timeline.ts';

const stable = { errorCode: Errors.NONE, groupType: 'classic', groupState: 'Stable' };

/** What a client reads of one event. */
function read(event: GroupEvent) {
  const timeline = { entries: [{ groupId: 'orders', timestampMs: 1_700_000_000_000, event }], forgotten: 0 };
  const response = { throttleTimeMs: 0, groups: [describeTimeline('orders', stable, timeline)] };
  const writer = new Writer();
  describeGroupTimelineApi.encodeResponse(writer, response, 0);
  const { groups } = describeGroupTimelineApi.decodeResponse(new Reader(writer.toBuffer()), 0);
  return groups[0]?.events[0];
}

test('an event arrives with what its type gives a meaning to, and defaults for the rest', () => {
  const member = { memberId: 'm-3', groupInstanceId: null, clientId: 'app', clientHost: '/10.0.0.3' };
  const told = read({ type: 'session-expired', member, timeoutMs: 45_000 });
  assert.deepEqual([told?.type, told?.member, told?.timeoutMs], ['session-expired', member, 45_000]);
  assert.deepEqual([told?.reason, told?.epoch, told?.durationMs, told?.moves], [null, -1, -1, []]);
});

test('durations of a clock that counts fractions arrive as whole milliseconds', () => {
  const told = read({
    type: 'rebalance-completed',
    epoch: 3,
    members: 2,
    leaderId: 'm-1',
    protocolName: 'range',
    durationMs: 1_200.6,
    joinMs: 1_100.4,
    lastToJoin: 'm-2',
    movedPartitions: 4,
    moves: [{ from: 'm-3', to: 'm-1', partitions: 4 }],
  });
  assert.deepEqual([told?.durationMs, told?.joinMs], [1_201, 1_100]);
  assert.deepEqual(told?.moves, [{ from: 'm-3', to: 'm-1', partitions: 4 }]);
});
