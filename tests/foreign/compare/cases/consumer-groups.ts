/** Groups of the consumer protocol (KIP-848): heartbeats of members that join, stay, go, restart and are wrong. */

import {
  type ConsumerGroupDescribeResponse,
  consumerGroupDescribeApi,
} from '@moldau/protocol/messages/consumer-group-describe';
import {
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
  consumerGroupHeartbeatApi,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import { deleteGroupsApi } from '@moldau/protocol/messages/delete-groups';
import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { listGroupsApi } from '@moldau/protocol/messages/list-groups';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { commitBody, joinBody } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import { coordinated, joined, stable } from '../members.ts';
import type { Session, Topic } from '../session.ts';

type Heartbeat = Partial<ConsumerGroupHeartbeatRequest>;

/** A group with a topic of four partitions. */
interface Stage {
  readonly session: Session;
  readonly version: number;
  readonly group: string;
  readonly topic: Topic;
}

async function staged(session: Session, version: number): Promise<Stage> {
  const group = await coordinated(session, 'consumers');
  return { session, version, group, topic: await session.topic('topic', 4) };
}

function body({ group }: Stage, heartbeat: Heartbeat): ConsumerGroupHeartbeatRequest {
  return {
    groupId: group,
    memberId: 'a',
    memberEpoch: 0,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    subscribedTopicNames: null,
    subscribedTopicRegex: null,
    serverAssignor: null,
    topicPartitions: null,
    ...heartbeat,
  };
}

function joining({ topic }: Stage, heartbeat: Heartbeat = {}): Heartbeat {
  return { rebalanceTimeoutMs: 10_000, topicPartitions: [], subscribedTopicNames: [topic.name], ...heartbeat };
}

function owned({ topic }: Stage, ...partitions: number[]): Heartbeat {
  return { topicPartitions: [{ topicId: topic.id, partitions }] };
}

function beat(stage: Stage, label: string, heartbeat: Heartbeat): Promise<ConsumerGroupHeartbeatResponse> {
  return stage.session.ask(label, consumerGroupHeartbeatApi, stage.version, body(stage, heartbeat));
}

function beatQuietly(stage: Stage, heartbeat: Heartbeat): Promise<ConsumerGroupHeartbeatResponse> {
  return stage.session.quietly(consumerGroupHeartbeatApi, 1, body(stage, heartbeat));
}

/** Notes the group with its members in order. */
async function describe(stage: Stage, label: string, version = 1): Promise<void> {
  const request = { groupIds: [stage.group], includeAuthorizedOperations: false };
  const described = await stage.session.quietly(consumerGroupDescribeApi, version, request);
  stage.session.note(label, inOrder(described));
}

function inOrder(described: ConsumerGroupDescribeResponse): unknown {
  return described.groups.map((group) => ({
    ...group,
    members: group.members.toSorted((one, other) => (one.memberId < other.memberId ? -1 : 1)),
  }));
}

/** `a` has partitions 0 and 1, `b` has 2 and 3, at epoch 2. */
async function pair(session: Session, version: number, a: Heartbeat = {}, b: Heartbeat = {}): Promise<Stage> {
  const stage = await staged(session, version);
  await beatQuietly(stage, joining(stage, a));
  await beatQuietly(stage, joining(stage, { memberId: 'b', ...b }));
  await beatQuietly(stage, { memberEpoch: 1 });
  await beatQuietly(stage, { memberEpoch: 1, ...owned(stage, 0, 1) });
  await beatQuietly(stage, { memberId: 'b', memberEpoch: 2 });
  return stage;
}

/** One wrong heartbeat to a group that is not there. */
function wrong(heartbeat: (stage: Stage) => Heartbeat): Play {
  return async (session, version) => {
    const stage = await staged(session, version);
    await beat(stage, 'answered', heartbeat(stage));
    await describe(stage, 'the group');
  };
}

const v1 = { from: 1 };

const refusals = {
  'no group id': wrong((stage) => joining(stage, { groupId: '' })),
  'no member id': [v1, wrong((stage) => joining(stage, { memberId: '' }))],
  'an empty instance id': wrong((stage) => joining(stage, { instanceId: '' })),
  'an empty rack': wrong((stage) => joining(stage, { rackId: '' })),
  'no rebalance timeout': wrong((stage) => joining(stage, { rebalanceTimeoutMs: -1 })),
  'no subscription': wrong((stage) => joining(stage, { subscribedTopicNames: null })),
  'no word about partitions': wrong((stage) => joining(stage, { topicPartitions: null })),
  'partitions at the start': wrong((stage) => joining(stage, owned(stage, 0))),
  'an epoch below all': wrong(() => ({ memberEpoch: -3 })),
  'away without an instance': wrong(() => ({ memberEpoch: -2 })),
  'an assignor that is not there': wrong((stage) => joining(stage, { serverAssignor: 'nobody' })),
  'an assignor without a name': wrong((stage) => joining(stage, { serverAssignor: '' })),
  'a group that is not there': wrong(() => ({ memberEpoch: 1 })),
  'a goodbye to a group that is not there': wrong(() => ({ memberEpoch: -1 })),
  'no pattern': [v1, wrong((stage) => joining(stage, { subscribedTopicRegex: '(' }))],
} as const;

const membership = {
  'nothing to subscribe to': wrong((stage) => joining(stage, { subscribedTopicNames: [] })),
  'a topic that is not there': wrong((stage) => joining(stage, { subscribedTopicNames: ['nowhere'] })),
  'one member': async (session, version) => {
    const stage = await staged(session, version);
    await beat(stage, 'joined', joining(stage));
    await beat(stage, 'alive', { memberEpoch: 1 });
    await beat(stage, 'all it can say', { ...joining(stage), memberEpoch: 1, ...owned(stage, 0, 1, 2, 3) });
    await beat(stage, 'joined again', joining(stage));
    await beat(stage, 'ahead', { memberEpoch: 2 });
    await beat(stage, 'somebody else', { memberId: 'b', memberEpoch: 1 });
    await describe(stage, 'the group');
    await beat(stage, 'left', { memberEpoch: -1 });
    await beat(stage, 'left again', { memberEpoch: -1 });
    await describe(stage, 'the empty group');
  },
  'two members, step by step': async (session, version) => {
    const stage = await staged(session, version);
    await beat(stage, 'a joined', joining(stage));
    await beat(stage, 'b joined', joining(stage, { memberId: 'b' }));
    await describe(stage, 'at first');
    await beat(stage, 'a is to give up', { memberEpoch: 1 });
    await beat(stage, 'a says nothing', { memberEpoch: 1 });
    await beat(stage, 'a has not yet', { memberEpoch: 1, ...owned(stage, 0, 1, 2) });
    await beat(stage, 'b gets nothing yet', { memberId: 'b', memberEpoch: 2 });
    await describe(stage, 'meanwhile');
    await beat(stage, 'a has given up', { memberEpoch: 1, ...owned(stage, 0, 1) });
    await beat(stage, 'a missed the answer', { memberEpoch: 1, ...owned(stage, 0, 1) });
    await beat(stage, 'a missed it and says nothing', { memberEpoch: 1 });
    await beat(stage, 'a missed it and has more', { memberEpoch: 1, ...owned(stage, 0, 1, 2) });
    await beat(stage, 'b gets its part', { memberId: 'b', memberEpoch: 2 });
    await describe(stage, 'at last');
  },
  'a member that goes': async (session, version) => {
    const stage = await pair(session, version);
    await beat(stage, 'b left', { memberId: 'b', memberEpoch: -1 });
    await describe(stage, 'without it');
    await beat(stage, 'a gets all', { memberEpoch: 2 });
  },
  'a member that joins anew in between': async (session, version) => {
    const stage = await staged(session, version);
    await beatQuietly(stage, joining(stage));
    await beatQuietly(stage, joining(stage, { memberId: 'b' }));
    await beat(stage, 'a rejoined', joining(stage));
    await beat(stage, 'b gets its part', { memberId: 'b', memberEpoch: 2 });
  },
  'other subscriptions': async (session, version) => {
    const stage = await pair(session, version);
    await beat(stage, 'a turns away', { memberEpoch: 2, subscribedTopicNames: [] });
    await beat(stage, 'a has nothing', { memberEpoch: 2, topicPartitions: [] });
    await beat(stage, 'b gets all', { memberId: 'b', memberEpoch: 2 });
    await describe(stage, 'the group');
  },
  'other assignors, racks and timeouts': async (session, version) => {
    const stage = await pair(session, version);
    await beat(stage, 'range', { memberEpoch: 2, serverAssignor: 'range' });
    await beat(stage, 'a rack', { memberEpoch: 2, rackId: 'r', rebalanceTimeoutMs: 99 });
    await describe(stage, 'the group');
  },
  'range among three': async (session, version) => {
    const stage = await pair(session, version, { serverAssignor: 'range' }, { serverAssignor: 'range' });
    await beat(stage, 'c joined', joining(stage, { memberId: 'c' }));
    await describe(stage, 'the group');
  },
} as const satisfies Record<string, Play>;

const statics = {
  'an instance that is in use': async (session, version) => {
    const stage = await staged(session, version);
    await beat(stage, 'a joined', joining(stage, { instanceId: 'i' }));
    await beat(stage, 'b joins', joining(stage, { memberId: 'b', instanceId: 'i' }));
    await beat(stage, 'a joins again', joining(stage, { instanceId: 'i' }));
    await beat(stage, 'b lives', { memberId: 'b', memberEpoch: 1, instanceId: 'i' });
    await beat(stage, 'a lives', { memberEpoch: 1 });
    await beat(stage, 'a under another name', { memberEpoch: 1, instanceId: 'j' });
    await beat(stage, 'b goes away', { memberId: 'b', memberEpoch: -2, instanceId: 'i' });
    await beat(stage, 'j goes away', { memberEpoch: -2, instanceId: 'j' });
  },
  'away and back under another id': async (session, version) => {
    const stage = await pair(session, version, { instanceId: 'i' });
    await beat(stage, 'away', { memberEpoch: -2, instanceId: 'i' });
    await describe(stage, 'without it');
    await beat(stage, 'not quite away', { memberEpoch: 2, instanceId: 'i' });
    await beat(stage, 'back', joining(stage, { memberId: 'c', instanceId: 'i' }));
    await describe(stage, 'with it');
    await beat(stage, 'the one before', { memberEpoch: 2, instanceId: 'i' });
    await beat(stage, 'the one before leaves', { memberEpoch: -1, instanceId: 'i' });
  },
  'away and back under its own id': async (session, version) => {
    const stage = await pair(session, version, { instanceId: 'i' });
    await beat(stage, 'away', { memberEpoch: -2, instanceId: 'i' });
    await beat(stage, 'away again', { memberEpoch: -2, instanceId: 'i' });
    await beat(stage, 'back', joining(stage, { instanceId: 'i' }));
    await beat(stage, 'gone', { memberEpoch: -1, instanceId: 'i' });
    await describe(stage, 'without it');
  },
} as const satisfies Record<string, Play>;

const patterns: Record<string, readonly [{ from: number }, Play]> = {
  'a pattern': [
    v1,
    async (session, version) => {
      const stage = await staged(session, version);
      const pattern = `${stage.topic.name}|nowhere`;
      const joins = joining(stage, { subscribedTopicNames: null, subscribedTopicRegex: pattern });
      await beat(stage, 'joined', joins);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await describe(stage, 'matched');
      await beat(stage, 'assigned', { memberEpoch: 1 });
      await beat(stage, 'no pattern any more', { memberEpoch: 2, subscribedTopicRegex: '' });
      await describe(stage, 'without it');
      await beat(stage, 'one that is none', { memberEpoch: 2, subscribedTopicRegex: '[' });
    },
  ],
};

const described = casesOf(consumerGroupDescribeApi, {
  'groups of each kind and none': async (session, version) => {
    const stage = await pair(session, version);
    await describe(stage, 'of the consumer protocol', version);
    const classic = await coordinated(session, 'classic');
    await stable(session, classic);
    const groupIds = [classic, session.name('none'), ''];
    const asked = { groupIds, includeAuthorizedOperations: true };
    await session.ask('others', consumerGroupDescribeApi, version, asked);
  },
});

/** What the APIs of the classic protocol say to a group of the consumer protocol. */
const classicApis = [
  ...casesOf(joinGroupApi, {
    'to a group of the consumer protocol': async (session, version) => {
      const stage = await pair(session, 1);
      const kinds = { 'another type': { protocolType: 'connect' }, 'no protocols': { protocols: [] } };
      for (const [label, differences] of Object.entries(kinds)) {
        await session.ask(label, joinGroupApi, version, joinBody(stage.group, differences));
      }
    },
  }),
  ...casesOf(syncGroupApi, {
    'of a classic member of such a group': async (session, version) => {
      const stage = await pair(session, 1);
      const { memberId, generationId } = await joined(session, stage.group);
      const sync = { groupId: stage.group, memberId, generationId, groupInstanceId: null, assignments: [] };
      const named = version >= 5 ? ['consumer', 'range'] : [null, null];
      const right = { ...sync, protocolType: named[0] ?? null, protocolName: named[1] ?? null };
      await session.ask('synced', syncGroupApi, version, right);
      await session.ask('another generation', syncGroupApi, version, { ...right, generationId: 9 });
      await session.ask('a member of the other protocol', syncGroupApi, version, { ...right, memberId: 'a' });
      if (version >= 5) {
        await session.ask('another protocol', syncGroupApi, version, { ...right, protocolName: 'roundrobin' });
      }
    },
  }),
  ...casesOf(heartbeatApi, {
    'of a classic member of such a group': async (session, version) => {
      const stage = await pair(session, 1);
      const { memberId, generationId } = await joined(session, stage.group);
      const alive = { groupId: stage.group, memberId, generationId, groupInstanceId: null };
      await session.ask('alive', heartbeatApi, version, alive);
      await session.ask('another generation', heartbeatApi, version, { ...alive, generationId: 9 });
      await session.ask('a member of the other protocol', heartbeatApi, version, { ...alive, memberId: 'a' });
    },
  }),
  ...casesOf(leaveGroupApi, {
    'members of such a group': [
      { from: 3 },
      async (session, version) => {
        const stage = await pair(session, 1, { instanceId: 'i' });
        const { memberId } = await joined(session, stage.group);
        const named = [
          { memberId, groupInstanceId: null },
          { memberId: '', groupInstanceId: 'i' },
          { memberId: 'nobody', groupInstanceId: null },
          { memberId: 'b', groupInstanceId: 'nobody' },
        ];
        const members = named.map((member) => ({ ...member, reason: null }));
        const { errorCode, members: left } = await session.quietly(leaveGroupApi, version, {
          groupId: stage.group,
          memberId: '',
          members,
        });
        session.note('left', [errorCode, ...left.map((member) => member.errorCode)]);
        await describe(stage, 'the group');
      },
    ],
  }),
  ...casesOf(offsetCommitApi, {
    'as a member of the consumer protocol': async (session, version) => {
      const { group, topic } = await pair(session, 1);
      const epochs = { 'its epoch': 2, 'an old epoch': 1, 'a later epoch': 3, 'no epoch': -1 };
      for (const [label, generationIdOrMemberEpoch] of Object.entries(epochs)) {
        if (version === 0 && generationIdOrMemberEpoch !== -1) continue;
        const memberId = version === 0 ? '' : 'a';
        const commit = commitBody(group, topic, { memberId, generationIdOrMemberEpoch });
        await session.ask(label, offsetCommitApi, version, commit);
      }
    },
  }),
  ...casesOf(offsetFetchApi, {
    'as a member of the consumer protocol': [
      { from: 9, to: 9 },
      async (session, version) => {
        const { group } = await pair(session, 1);
        const asked: [string, string | null, number][] = [
          ['its epoch', 'a', 2],
          ['an old epoch', 'a', 1],
          ['nobody', 'nobody', 2],
          ['no name', null, -1],
        ];
        for (const [label, memberId, memberEpoch] of asked) {
          const groups = [{ groupId: group, memberId, memberEpoch, topics: null }];
          const fetch = { groupId: '', topics: [], groups, requireStable: false };
          await session.ask(label, offsetFetchApi, version, fetch);
        }
      },
    ],
  }),
  ...casesOf(describeGroupsApi, {
    'a group of the consumer protocol': async (session, version) => {
      const { group } = await pair(session, 1);
      const asked = { groups: [group], includeAuthorizedOperations: false };
      await session.ask('described', describeGroupsApi, version, asked);
    },
  }),
  ...casesOf(listGroupsApi, {
    'a group of the consumer protocol': async (session, version) => {
      const { group } = await pair(session, 1);
      const statesFilter = version >= 4 ? ['stable'] : [];
      const typesFilter = version >= 5 ? ['CONSUMER'] : [];
      const { groups } = await session.quietly(listGroupsApi, version, { statesFilter, typesFilter });
      session.note(
        'listed',
        groups.filter(({ groupId }) => groupId === group),
      );
    },
  }),
  ...casesOf(deleteGroupsApi, {
    'a group of the consumer protocol': async (session, version) => {
      const stage = await pair(session, 1);
      const asked = { groupsNames: [stage.group] };
      await session.ask('with members', deleteGroupsApi, version, asked);
      for (const memberId of ['a', 'b']) await beatQuietly(stage, { memberId, memberEpoch: -1 });
      await session.ask('empty', deleteGroupsApi, version, asked);
      await describe(stage, 'gone');
    },
  }),
];

const migration = casesOf(consumerGroupHeartbeatApi, {
  'to a classic group of another type': async (session, version) => {
    const stage = await staged(session, version);
    await stable(session, stage.group, { protocolType: 'connect' });
    await beat(stage, 'joined', joining(stage));
  },
  'to an empty classic group': async (session, version) => {
    const stage = await staged(session, version);
    const { memberId } = await stable(session, stage.group);
    const left = { groupId: stage.group, memberId: '', members: [{ memberId, groupInstanceId: null, reason: null }] };
    await session.quietly(leaveGroupApi, 5, left);
    await beat(stage, 'alive', { memberEpoch: 1 });
    await beat(stage, 'joined', joining(stage));
    await describe(stage, 'the group');
  },
});

export const consumerGroupCases: readonly Case[] = [
  ...casesOf(consumerGroupHeartbeatApi, { ...refusals, ...membership, ...statics, ...patterns }),
  ...migration,
  ...described,
  ...classicApis,
];
