import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { countPartitions, noPartitions, type TopicPartitions } from '../topic-partitions.ts';
import type { AssignmentMember, AssignmentRequest, Assignor, GroupAssignment } from './assignor.ts';
import { rangeAssignor } from './range-assignor.ts';
import { uniformAssignor } from './uniform-assignor.ts';

const runs = 300 * Number(process.env['FUZZ'] ?? 1);

type Subscriptions = Readonly<Record<string, readonly string[]>>;

/** A request in short: who subscribes to what; equal lists are shared, as the group shares them. */
function requestOf(subscriptions: Subscriptions, topics: Readonly<Record<string, number>>): AssignmentRequest {
  const shared = new Map<string, readonly string[]>();
  const members = Object.entries(subscriptions).map(([memberId, all]): AssignmentMember => {
    const topicIds = all.filter((topic) => topic in topics);
    const key = topicIds.join();
    const list = shared.get(key) ?? topicIds;
    shared.set(key, list);
    return { memberId, instanceId: null, topicIds: list, previous: noPartitions };
  });
  return { members, partitions: new Map(Object.entries(topics)) };
}

function after(request: AssignmentRequest, assignment: GroupAssignment): AssignmentRequest {
  const previousOf = (memberId: string): TopicPartitions => assignment.get(memberId) ?? noPartitions;
  return {
    ...request,
    members: request.members.map((member) => ({ ...member, previous: previousOf(member.memberId) })),
  };
}

function plain(assignment: GroupAssignment): Record<string, Record<string, readonly number[]>> {
  return Object.fromEntries([...assignment].map(([memberId, topics]) => [memberId, Object.fromEntries(topics)]));
}

/** The owner of each partition, `topic/partition`. Fails if one has two, or one that does not subscribe to it. */
function ownersOf(request: AssignmentRequest, assignment: GroupAssignment): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { memberId, topicIds } of request.members) {
    for (const [topic, partitions] of assignment.get(memberId) ?? noPartitions) {
      assert(topicIds.includes(topic), `${memberId} does not subscribe to ${topic}`);
      for (const partition of partitions) {
        assert(partition < (request.partitions.get(topic) ?? 0), `${topic} has no partition ${partition}`);
        assert(!owners.has(`${topic}/${partition}`), `${topic}/${partition} has two owners`);
        owners.set(`${topic}/${partition}`, memberId);
      }
    }
  }
  return owners;
}

/** Every partition that somebody subscribes to has an owner. */
function assertComplete(request: AssignmentRequest, assignment: GroupAssignment): void {
  const subscribed = new Set(request.members.flatMap(({ topicIds }) => topicIds));
  const expected = [...subscribed].reduce((sum, topic) => sum + (request.partitions.get(topic) ?? 0), 0);
  assert.equal(ownersOf(request, assignment).size, expected);
}

/** No partition could go to a subscriber that has at least two fewer than its owner. */
function assertLevel(request: AssignmentRequest, assignment: GroupAssignment): void {
  const load = (memberId: string): number => countPartitions(assignment.get(memberId) ?? noPartitions);
  for (const [partition, owner] of ownersOf(request, assignment)) {
    const topic = partition.slice(0, partition.lastIndexOf('/'));
    for (const { memberId, topicIds } of request.members) {
      if (!topicIds.includes(topic)) continue;
      assert(load(owner) - load(memberId) < 2, `${partition} is ${owner}'s, who has more than ${memberId}`);
    }
  }
}

function moved(request: AssignmentRequest, before: GroupAssignment, now: GroupAssignment): number {
  const owners = ownersOf(request, now);
  return [...ownersOf(request, before)].filter(([partition, owner]) => owners.get(partition) !== owner).length;
}

const topicNames = ['a', 'b', 'c', 'd', 'e'];
const topics = fc.dictionary(fc.constantFrom(...topicNames), fc.integer({ min: 1, max: 12 }), { minKeys: 1 });
const memberIds = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 9 });

const homogeneous = fc
  .tuple(memberIds, topics)
  .map(([ids, sizes]) => requestOf(Object.fromEntries(ids.map((id) => [id, topicNames])), sizes));
const heterogeneous = fc
  .tuple(memberIds, topics, fc.infiniteStream(fc.subarray(topicNames)))
  .map(([ids, sizes, lists]) =>
    requestOf(Object.fromEntries(ids.map((id) => [id, lists.next().value ?? topicNames])), sizes),
  );
const requests = fc.oneof(homogeneous, heterogeneous);

for (const assignor of [uniformAssignor, rangeAssignor]) {
  describe(`the ${assignor.name} assignor (B126)`, () => {
    test('gives every partition to one subscriber, whatever the order of the members', () => {
      fc.assert(
        fc.property(requests, (request) => {
          const assignment = assignor.assign(request);
          assertComplete(request, assignment);
          const reversed = assignor.assign({ ...request, members: request.members.toReversed() });
          assert.deepEqual(plain(reversed), plain(assignment));
        }),
        { numRuns: runs },
      );
    });

    test('changes nothing where nothing has changed', () => {
      fc.assert(
        fc.property(requests, (request) => {
          const assignment = assignor.assign(request);
          const again = assignor.assign(after(request, assignment));
          for (const [memberId, partitions] of assignment) assert.equal(again.get(memberId), partitions);
        }),
        { numRuns: runs },
      );
    });

    test('assigns nothing to nobody', () => {
      assert.equal(assignor.assign({ members: [], partitions: new Map([['a', 3]]) }).size, 0);
      const lonely = assignor.assign(requestOf({ m: [] }, { a: 3 }));
      assert.deepEqual(plain(lonely), { m: {} });
    });

    test('copes with ten thousand members and a thousand topics', () => {
      for (const request of [largeRequest(() => 0), largeRequest((member) => member % 7)]) {
        assertComplete(request, assignor.assign(request));
      }
    });
  });
}

/** Members of `kindOf` n subscribe to all topics but each eleventh, n of them apart. */
function largeRequest(kindOf: (member: number) => number): AssignmentRequest {
  const all = Array.from({ length: 1_000 }, (_, index) => `topic-${index}`);
  const kinds = Array.from({ length: 7 }, (_, kind) =>
    all.filter((_topic, index) => kind === 0 || index % 11 !== kind),
  );
  return {
    members: Array.from({ length: 10_000 }, (_, index) => ({
      memberId: `member-${index}`,
      instanceId: null,
      topicIds: kinds[kindOf(index)] ?? all,
      previous: noPartitions,
    })),
    partitions: new Map(all.map((topic) => [topic, 20])),
  };
}

describe('uniform', () => {
  test('members of one subscription differ by one partition at most', () => {
    fc.assert(
      fc.property(homogeneous, (request) => {
        const counts = [...uniformAssignor.assign(request).values()].map(countPartitions);
        assert(Math.max(...counts) - Math.min(...counts) <= 1);
      }),
      { numRuns: runs },
    );
  });

  test('members of different subscriptions are as level as their subscriptions allow', () => {
    fc.assert(
      fc.property(heterogeneous, (request) => assertLevel(request, uniformAssignor.assign(request))),
      { numRuns: runs },
    );
  });

  test('a member that leaves costs the others nothing, one that joins takes no more than its share', () => {
    fc.assert(
      fc.property(homogeneous, fc.nat(), (request, leaver) => {
        const assignment = uniformAssignor.assign(request);
        const left = request.members[leaver % request.members.length]?.memberId ?? '';
        const fewer = after({ ...request, members: request.members.filter((m) => m.memberId !== left) }, assignment);
        const without = uniformAssignor.assign(fewer);
        for (const { memberId } of fewer.members) {
          for (const [topic, partitions] of assignment.get(memberId) ?? noPartitions) {
            for (const partition of partitions) assert(without.get(memberId)?.get(topic)?.includes(partition));
          }
        }
        const joined = uniformAssignor.assign(after(request, without));
        const share = countPartitions(joined.get(left) ?? noPartitions);
        if (fewer.members.length > 0) assert.equal(moved(fewer, without, joined), share);
      }),
      { numRuns: runs },
    );
  });

  test('partitions of deleted topics and of topics that are not subscribed to any more go', () => {
    const before = requestOf({ one: ['a', 'b'], two: ['a', 'b'] }, { a: 4, b: 2 });
    const assignment = uniformAssignor.assign(before);
    const now = after(requestOf({ one: ['a'], two: ['b'] }, { a: 2 }), assignment);
    assert.deepEqual(plain(uniformAssignor.assign(now)), { one: { a: [0, 1] }, two: {} });
  });
});

describe('range', () => {
  const assign = (assignor: Assignor, subscriptions: Subscriptions, sizes: Readonly<Record<string, number>>) =>
    plain(assignor.assign(requestOf(subscriptions, sizes)));

  test('members get the same partition numbers of topics with equal partitions', () => {
    const all = ['a', 'b'];
    assert.deepEqual(assign(rangeAssignor, { one: all, two: all }, { a: 3, b: 3 }), {
      one: { a: [0, 1], b: [0, 1] },
      two: { a: [2], b: [2] },
    });
  });

  test('members beyond the partitions are idle', () => {
    assert.deepEqual(assign(rangeAssignor, { one: ['a'], three: ['a'], two: ['a'] }, { a: 2 }), {
      one: { a: [0] },
      three: { a: [1] },
      two: {},
    });
  });

  test('each topic is shared by its own subscribers', () => {
    assert.deepEqual(assign(rangeAssignor, { one: ['a'], two: ['a', 'b'] }, { a: 2, b: 2 }), {
      one: { a: [0] },
      two: { a: [1], b: [0, 1] },
    });
  });

  test('static members come first, by instance id, so that a new member id moves nothing', () => {
    const member = (memberId: string, instanceId: string | null): AssignmentMember => ({
      memberId,
      instanceId,
      topicIds: ['a'],
      previous: noPartitions,
    });
    const topicIds = ['a'];
    const members = [member('m', null), member('z', 'x-2'), member('y', 'x-1')].map((each) => ({ ...each, topicIds }));
    const assignment = rangeAssignor.assign({ members, partitions: new Map([['a', 3]]) });
    assert.deepEqual(plain(assignment), { y: { a: [0] }, z: { a: [1] }, m: { a: [2] } });
  });
});
