import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApiDescriptor, Errors, Reader, Writer, ZERO_UUID } from '@moldau/protocol';
import { deleteGroupsApi } from '@moldau/protocol/messages/delete-groups';
import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { listGroupsApi } from '@moldau/protocol/messages/list-groups';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { contextOf, GroupBench, groupId, joinRequest } from '../testing/group-bench.ts';

/** Runs the request through the codecs of its version, both ways, as over a connection. */
async function overTheWire<Request, Response>(
  bench: GroupBench,
  api: ApiDescriptor<Request, Response>,
  apiVersion: number,
  request: Request,
  handle: (context: ReturnType<typeof contextOf>, request: Request) => Promise<Response>,
): Promise<Response> {
  const asked = new Writer();
  api.encodeRequest(asked, request, apiVersion);
  const received = api.decodeRequest(new Reader(asked.toBuffer()), apiVersion);
  const response = await bench.settle(handle(contextOf(apiVersion), received));
  const answered = new Writer();
  api.encodeResponse(answered, response, apiVersion);
  return api.decodeResponse(new Reader(answered.toBuffer()), apiVersion);
}

function versionsOf(api: { readonly minVersion: number; readonly maxVersion: number }): number[] {
  return Array.from({ length: api.maxVersion - api.minVersion + 1 }, (_, index) => api.minVersion + index);
}

test('every version of the membership APIs is answered, in success and in error (B7)', async () => {
  for (const version of versionsOf(joinGroupApi)) {
    const bench = await GroupBench.started();
    const { groups } = bench;
    const join = (request: Partial<ReturnType<typeof joinRequest>>) =>
      overTheWire(bench, joinGroupApi, version, joinRequest(request), (context, each) =>
        groups.memberships.joinGroup(context, each),
      );
    assert.equal((await join({ memberId: 'x' })).errorCode, Errors.UNKNOWN_MEMBER_ID);
    const first = await join({});
    const joined = version < 4 ? first : await join({ memberId: first.memberId });
    assert.equal(joined.errorCode, Errors.NONE);
    const { memberId } = joined;
    const member = { groupId, memberId, generationId: 1, groupInstanceId: null };
    const [protocolType, protocolName] = version >= 5 ? ['consumer', 'range'] : [null, null];
    const assignments = [{ memberId, assignment: Buffer.from('all') }];
    const sync = { ...member, protocolType, protocolName, assignments };
    const synced = await overTheWire(bench, syncGroupApi, Math.min(version, 5), sync, (context, each) =>
      groups.memberships.syncGroup(context, each),
    );
    assert.deepEqual([synced.errorCode, synced.assignment.toString()], [Errors.NONE, 'all']);
    const alive = await overTheWire(bench, heartbeatApi, Math.min(version, 4), member, (context, each) =>
      groups.memberships.heartbeat(context, each),
    );
    assert.equal(alive.errorCode, Errors.NONE);
    const leaveVersion = Math.min(version, 5);
    for (const leaver of ['x', memberId]) {
      const members = leaveVersion < 3 ? [] : [{ memberId: leaver, groupInstanceId: null, reason: null }];
      const leave = { groupId, memberId: leaveVersion < 3 ? leaver : '', members };
      const left = await overTheWire(bench, leaveGroupApi, leaveVersion, leave, (context, each) =>
        groups.memberships.leaveGroup(context, each),
      );
      const errorCode = leaveVersion < 3 ? left.errorCode : left.members[0]?.errorCode;
      assert.equal(errorCode, leaver === 'x' ? Errors.UNKNOWN_MEMBER_ID : Errors.NONE);
    }
  }
});

test('every version of the offset APIs is answered (B7)', async () => {
  const bench = await GroupBench.started();
  const { groups } = bench;
  const topicId = 'AAAAAAAAAAAAAAAAAAAAAQ';
  for (const version of versionsOf(offsetCommitApi)) {
    const committedLeaderEpoch = version >= 6 ? 2 : -1;
    const partition = {
      partitionIndex: 0,
      committedOffset: BigInt(version),
      committedLeaderEpoch,
      committedMetadata: 'm',
    };
    const topic = version < 10 ? { name: 'users', topicId: ZERO_UUID } : { name: '', topicId };
    const commit = { groupId, generationIdOrMemberEpoch: -1, memberId: '', groupInstanceId: null, retentionTimeMs: -1 };
    const topics = [{ ...topic, partitions: [partition] }];
    const committed = await overTheWire(bench, offsetCommitApi, version, { ...commit, topics }, (context, each) =>
      groups.offsets.commit(context, each),
    );
    assert.equal(committed.topics[0]?.partitions[0]?.errorCode, Errors.NONE);
  }
  for (const version of versionsOf(offsetFetchApi)) {
    const topic = version < 10 ? { name: 'users', topicId: ZERO_UUID } : { name: '', topicId };
    for (const all of version === 1 ? [false] : [false, true]) {
      const topics = all ? null : [{ ...topic, partitionIndexes: [0] }];
      const fetch =
        version < 8
          ? { groupId, topics, groups: [], requireStable: false }
          : {
              groupId: '',
              topics: [],
              groups: [{ groupId, memberId: null, memberEpoch: -1, topics }],
              requireStable: true,
            };
      const fetched = await overTheWire(bench, offsetFetchApi, version, fetch, (context, each) =>
        groups.offsets.fetch(context, each),
      );
      const answered = version < 8 ? fetched.topics[0] : fetched.groups[0]?.topics[0];
      assert.deepEqual(answered?.partitions, [
        {
          partitionIndex: 0,
          committedOffset: 10n,
          committedLeaderEpoch: version >= 5 ? 2 : -1,
          metadata: 'm',
          errorCode: 0,
        },
      ]);
    }
  }
});

test('every version of the admin APIs is answered (B7)', async () => {
  for (const version of versionsOf(describeGroupsApi)) {
    const bench = await GroupBench.started();
    const { groups } = bench;
    await bench.stableGroup();
    const describe = { groups: [groupId, 'no-such-group'], includeAuthorizedOperations: false };
    const described = await overTheWire(bench, describeGroupsApi, version, describe, (context, each) =>
      groups.administration.describeGroups(context, each),
    );
    assert.deepEqual(
      described.groups.map(({ groupState }) => groupState),
      ['Stable', 'Dead'],
    );
    const list = { statesFilter: [], typesFilter: [] };
    const listed = await overTheWire(bench, listGroupsApi, Math.min(version, 5), list, (context, each) =>
      groups.administration.listGroups(context, each),
    );
    assert.equal(listed.groups[0]?.groupId, groupId);
    const remove = { groupsNames: [groupId] };
    const removed = await overTheWire(bench, deleteGroupsApi, Math.min(version, 2), remove, (context, each) =>
      groups.administration.deleteGroups(context, each),
    );
    assert.deepEqual(removed.results, [{ groupId, errorCode: Errors.NON_EMPTY_GROUP }]);
  }
});
