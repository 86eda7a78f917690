import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventMember, eventNames, eventReason } from './event-texts.ts';
import type { TimelineEntry } from './group-event.ts';
import { GroupTimelines } from './group-timelines.ts';

const member = { memberId: 'm-1', groupInstanceId: null, clientId: 'app', clientHost: '/10.0.0.1' };

function joined(groupId: string, timestampMs: number, reason: string | null = null): TimelineEntry {
  return { groupId, timestampMs, event: { type: 'member-joined', member, reason } };
}

function times(timelines: GroupTimelines, groupId: string): number[] {
  return timelines.of(groupId).entries.map(({ timestampMs }) => timestampMs);
}

test('each group has its own timeline, oldest event first', () => {
  const timelines = new GroupTimelines();
  for (const entry of [joined('a', 1), joined('b', 2), joined('a', 3)]) timelines.add(entry);
  assert.deepEqual([times(timelines, 'a'), times(timelines, 'b'), times(timelines, 'c')], [[1, 3], [2], []]);
});

test('a group forgets its oldest events, and tells how many', () => {
  const timelines = new GroupTimelines({ groupBytesMax: 4_000, bytesMax: 1_000_000 });
  for (let time = 0; time < 1_000; time++) timelines.add(joined('a', time, 'x'.repeat(100)));
  const { entries, forgotten } = timelines.of('a');
  assert.equal(entries.at(-1)?.timestampMs, 999);
  assert.equal(entries.length + forgotten, 1_000);
  assert(entries.length > 3 && entries.length < 20, `${entries.length} entries`);
  assert(timelines.bytes <= 4_000);
});

test('the quietest group goes when all together are too large, and the total stays within its bound', () => {
  const timelines = new GroupTimelines({ groupBytesMax: 4_000, bytesMax: 20_000 });
  timelines.add(joined('noisy', 0));
  for (let group = 0; group < 500; group++) {
    timelines.add(joined(`group ${group}`, group));
    timelines.add(joined('noisy', group));
    assert(timelines.bytes <= 20_000);
  }
  assert.deepEqual(times(timelines, 'group 0'), []);
  assert.deepEqual(times(timelines, 'group 499'), [499]);
  assert(times(timelines, 'noisy').length > 5);
});

test('the words of a client are cut', () => {
  const long = 'x'.repeat(100_000);
  const cut = eventMember({ memberId: long, groupInstanceId: long, clientId: long, clientHost: '/h' });
  assert.deepEqual([cut.memberId.length, cut.groupInstanceId?.length, cut.clientId.length], [255, 255, 255]);
  assert.equal(eventReason(long)?.length, 255);
  assert.equal(eventReason(''), null);
  const names = eventNames(Array.from({ length: 5_000 }, (_, index) => `topic ${index}`));
  assert.deepEqual([names.length, names.at(-1)], [21, '… and 4980 more']);
});
