/** Offsets of open transactions, as the coordinator of transactions will tell of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import type { OffsetFetchResponseGroup } from '@moldau/protocol/messages/offset-fetch';
import { GroupMachine } from '../machine/group-machine.ts';
import type { Moment } from '../machine/moment.ts';
import type { Outcome } from '../machine/outcome.ts';
import { defaultGroupConfigs, defaultGroupSettings } from '../testing/default-group-settings.ts';

const groupId = 'readers';
const start: Moment = { monotonicMs: 0, wallClockMs: 1_700_000_000_000 };
const names = { groupId, memberId: null, memberEpoch: -1, topicId: () => ZERO_UUID };

/** A machine for which partition 0 has an offset in an open transaction, and offset 7 committed on partitions 0 and 1. */
function withPendingOffset(): GroupMachine {
  const machine = new GroupMachine({
    settings: defaultGroupSettings,
    groupConfigs: defaultGroupConfigs,
    catalog: { topicByName: () => undefined, topicById: () => undefined, topicNames: () => [] },
    pendingOffsets: {
      hasPending: (group, topic, partition) => group === groupId && topic === 'users' && partition === 0,
    },
  });
  machine.loaded(start);
  const partitions = [0, 1].map((partitionIndex) => ({
    partitionIndex,
    committedOffset: 7n,
    committedLeaderEpoch: -1,
    committedMetadata: null,
    errorCode: Errors.NONE,
  }));
  const committer = { memberId: '', groupInstanceId: null, generationIdOrMemberEpoch: -1, apiVersion: 9 };
  const topics = [{ name: 'users', topicId: ZERO_UUID, partitions }];
  const commit = { groupId, ...committer, retentionTimeMs: -1, topics };
  machine.offsets.commit(commit, { deliver() {}, fail() {} }, start);
  return machine;
}

/** Error and offset of both partitions. */
function fetched(machine: GroupMachine, requireStable: boolean, isAll = false): [number, number][] {
  const asked = [{ name: 'users', topicId: ZERO_UUID, partitionIndexes: [0, 1] }];
  const answers: OffsetFetchResponseGroup[] = [];
  const replyTo = { deliver: (answer: OffsetFetchResponseGroup) => void answers.push(answer), fail() {} };
  settle(machine.offsets.fetch({ ...names, requireStable, topics: isAll ? null : asked }, replyTo));
  const partitions = answers[0]?.topics[0]?.partitions ?? [];
  return partitions.map(({ errorCode, committedOffset }) => [errorCode, Number(committedOffset)]);
}

function settle(outcome: Outcome): void {
  for (const reply of outcome.replies) reply.deliver();
}

test('whoever requires stable offsets is refused those that a transaction may still change (B73)', () => {
  const machine = withPendingOffset();
  const refused = [
    [Errors.UNSTABLE_OFFSET_COMMIT, -1],
    [Errors.NONE, 7],
  ];
  assert.deepEqual(fetched(machine, true), refused);
  assert.deepEqual(fetched(machine, true, true), refused, 'among all offsets too');
});

test('whoever does not gets what was committed last (B73)', () => {
  const committed = [
    [Errors.NONE, 7],
    [Errors.NONE, 7],
  ];
  assert.deepEqual(fetched(withPendingOffset(), false), committed);
});

test('an offset that a transaction is about to replace does not expire, nor does its group (B135)', () => {
  const machine = withPendingOffset();
  const laterMs = (defaultGroupSettings.offsetsRetentionMinutes + 1) * 60_000;
  const later = { monotonicMs: laterMs, wallClockMs: start.wallClockMs + laterMs };
  const expiry = machine.tick(later);
  assert.equal(expiry?.records.length, 1, 'one tombstone');
  assert.deepEqual(fetched(machine, false), [
    [Errors.NONE, 7],
    [Errors.NONE, -1],
  ]);
});
