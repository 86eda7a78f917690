import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GroupTimeline, TimelineEvent } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import { durationText } from './duration-text.ts';
import { renderTimeline, timelineJson } from './render-timeline.ts';

const empty: TimelineEvent = {
  timestampMs: Date.UTC(2026, 10, 22, 10, 31, 7, 120),
  type: '',
  member: null,
  reason: null,
  timeoutMs: -1,
  epoch: -1,
  topics: [],
  removedTopics: [],
  protocols: [],
  memberId: '',
  previousMemberId: '',
  previousHost: '',
  members: -1,
  partitions: -1,
  leaderId: '',
  protocolName: '',
  durationMs: -1,
  joinMs: -1,
  lastToJoin: '',
  movedPartitions: -1,
  moves: [],
};

const member = { memberId: 'm-3', groupInstanceId: null, clientId: 'app', clientHost: '/10.0.0.3' };

function timeline(events: readonly Partial<TimelineEvent>[], rest: Partial<GroupTimeline> = {}): GroupTimeline {
  const group = { errorCode: 0, groupId: 'orders', groupType: 'classic', groupState: 'Stable', forgottenEvents: 0 };
  return { ...group, events: events.map((event) => ({ ...empty, ...event })), ...rest };
}

function lines(events: readonly Partial<TimelineEvent>[], rest?: Partial<GroupTimeline>): string[] {
  return renderTimeline(timeline(events, rest), 'UTC').slice(2);
}

/** The line of one event, without its time. */
function line(event: Partial<TimelineEvent>): string {
  return lines([event])[0]?.slice(25) ?? '';
}

test('a rebalance reads as a story: who was silent, what it cost, what moved', () => {
  const later = empty.timestampMs + 1_200;
  const story = [
    { type: 'session-expired', member, timeoutMs: 45_000 },
    { type: 'rebalance-started', epoch: 14 },
    {
      type: 'rebalance-completed',
      timestampMs: later,
      epoch: 14,
      members: 2,
      leaderId: 'm-1',
      protocolName: 'range',
      durationMs: 1_200,
      joinMs: 1_100,
      lastToJoin: 'm-2',
      movedPartitions: 4,
      moves: [{ from: 'm-3', to: 'm-1', partitions: 4 }],
    },
  ];
  assert.deepEqual(renderTimeline(timeline(story), 'UTC'), [
    'Group orders (classic, Stable)',
    '',
    '2026-11-22 10:31:07.120  m-3 (client app, host 10.0.0.3) missed heartbeats for 45 s and was removed',
    '                         a rebalance began, towards generation 14',
    '2026-11-22 10:31:08.320  rebalance took 1.2 s: generation 14 of 2 members',
    '                           assigned by range, led by m-1',
    '                           gathered its members for 1.1 s, the last to join was m-2',
    '                           4 partitions moved from m-3 to m-1',
  ]);
});

test('a reason is quoted, and generated ids are short enough to read', () => {
  const memberId = 'app-3f2a9c1d-0000-4000-8000-000000000000';
  const left = { type: 'member-left', member: { ...member, memberId }, reason: 'the consumer is being closed' };
  assert.deepEqual(lines([left]), [
    '2026-11-22 10:31:07.120  app-3f2a9c1d (client app, host 10.0.0.3) left',
    '                           it says: the consumer is being closed',
  ]);
});

test('every kind of event has words of its own', () => {
  const who = 'm-3 (client app, host 10.0.0.3)';
  const told: readonly [Partial<TimelineEvent>, string][] = [
    [
      { type: 'coordinator-loaded', members: 1, epoch: 3 },
      'the coordinator read the group from its log: 1 member, generation 3',
    ],
    [{ type: 'member-joined', member }, `${who} joined`],
    [{ type: 'member-rejoined', member }, `${who} asked for a new assignment`],
    [
      { type: 'subscription-changed', member, topics: ['a'], removedTopics: ['b', 'c'] },
      `${who} subscribed to a and unsubscribed from b, c`,
    ],
    [{ type: 'protocols-changed', member, protocols: ['range'] }, `${who} now supports range`],
    [{ type: 'member-away', member }, `${who} went away for a while and is expected back`],
    [{ type: 'rejoin-timed-out', member, timeoutMs: 300_000 }, `${who} did not rejoin within 5 min and was removed`],
    [
      { type: 'sync-timed-out', member, timeoutMs: 1 },
      `${who} did not ask for its assignment within 1 ms and was removed`,
    ],
    [
      { type: 'revocation-timed-out', member, timeoutMs: 1 },
      `${who} did not give up partitions within 1 ms and was removed`,
    ],
    [{ type: 'client-disconnected', member }, `${who} hung up before it had joined`],
    [
      { type: 'pending-member-expired', memberId: 'm-9', timeoutMs: 1 },
      'm-9 was given this id, was waited for, and did not join within 1 ms',
    ],
    [{ type: 'metadata-changed', topics: ['a', 'b'] }, 'partitions changed of a, b'],
    [{ type: 'group-too-large', members: 9 }, 'the group has 9 members, more than group.max.size allows'],
    [{ type: 'group-emptied', epoch: 4 }, 'nobody is left: the group is empty in generation 4'],
    [{ type: 'group-deleted' }, 'the group was deleted'],
    [{ type: 'group-expired' }, 'the group had neither members nor offsets any more, and is gone'],
    [{ type: 'offsets-expired', partitions: 1 }, '1 committed offset expired'],
    [{ type: 'offsets-deleted', partitions: 2, topics: ['a'] }, '2 committed offsets of a were deleted'],
    [
      {
        type: 'static-member-replaced',
        member: { ...member, groupInstanceId: 'i-1' },
        previousMemberId: 'm-1',
        previousHost: '/10.0.0.1',
      },
      'm-3 (static i-1, client app, host 10.0.0.3) came back (it was on host 10.0.0.1 before) and takes the place of m-1',
    ],
    [{ type: 'something-newer', member }, `something-newer ${who}`],
  ];
  for (const [event, expected] of told) assert.equal(line(event), expected);
});

test('moves are told one by one, and the rest of very many together', () => {
  const moves = [
    { from: '', to: 'a', partitions: 2 },
    { from: 'a', to: '', partitions: 1 },
  ];
  const completed = { type: 'rebalance-completed', durationMs: 5, epoch: 1, members: 1, movedPartitions: 7, moves };
  assert.deepEqual(
    lines([completed])
      .slice(1)
      .map((each) => each.trim()),
    ['2 partitions that nobody had went to a', '1 partition of a went to nobody', '4 partitions moved among others'],
  );
  assert(lines([{ ...completed, movedPartitions: 0, moves: [] }]).some((each) => each.endsWith('no partition moved')));
});

test('what is forgotten, what never happened, and what is gone are said', () => {
  assert.deepEqual(lines([], { forgottenEvents: 7 })[0], '… 7 older events are forgotten');
  assert.deepEqual(lines([]), ['nothing has happened since its coordinator started']);
  assert.equal(renderTimeline(timeline([], { groupType: '', groupState: 'Dead' }))[0], 'Group orders (gone)');
});

test('as JSON an event has what its type gives a meaning to, and no more', () => {
  const told: { events: unknown[] } = JSON.parse(
    timelineJson(timeline([{ type: 'session-expired', member, timeoutMs: 45_000 }])),
  );
  assert.deepEqual(told.events, [
    { timestampMs: empty.timestampMs, type: 'session-expired', member, timeoutMs: 45_000 },
  ]);
});

test('durations have the digits that matter', () => {
  assert.deepEqual([0, 999, 1_000, 1_234, 9_999, 45_000, 99_999, 150_000, 1_800_000].map(durationText), [
    '0 ms',
    '999 ms',
    '1 s',
    '1.2 s',
    '10 s',
    '45 s',
    '100 s',
    '2.5 min',
    '30 min',
  ]);
});
