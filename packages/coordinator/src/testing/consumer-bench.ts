/**
 * Members of the consumer protocol on a group coordinator in virtual time. Assignments are shown and given in short:
 * `users:0,1 orders:2`. A member's client remembers its epoch and what it has, as clients do.
 */
import assert from 'node:assert/strict';
import { Errors } from '@moldau/protocol';
import type { DescribedGroup } from '@moldau/protocol/messages/consumer-group-describe';
import type {
  Assignment,
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { GroupSettings } from '../group-settings.ts';
import type { GroupCoordinator } from '../runtime/group-coordinator.ts';
import { contextOf, GroupBench, groupId } from './group-bench.ts';

export type Heartbeat = Partial<ConsumerGroupHeartbeatRequest>;

const heartbeatDefaults: ConsumerGroupHeartbeatRequest = {
  groupId,
  memberId: '',
  memberEpoch: 0,
  instanceId: null,
  rackId: null,
  rebalanceTimeoutMs: -1,
  subscribedTopicNames: null,
  subscribedTopicRegex: null,
  serverAssignor: null,
  topicPartitions: null,
};

export class ConsumerBench extends GroupBench {
  static override async started(settings: Partial<GroupSettings> = {}): Promise<ConsumerBench> {
    const bench = new ConsumerBench(settings);
    bench.setTopic({ name: 'orders', id: topicId(2), partitions: 2 });
    bench.groups.onElection(0, bench.log);
    await bench.simulation.runFor(10);
    return bench;
  }

  beat(request: Heartbeat, apiVersion = 1, groups: GroupCoordinator = this.groups) {
    return this.settle(
      groups.memberships.consumerGroupHeartbeat(contextOf(apiVersion), { ...heartbeatDefaults, ...request }),
    );
  }

  /** The error of a heartbeat. */
  async beatError(request: Heartbeat, apiVersion = 1): Promise<number> {
    return (await this.beat(request, apiVersion)).errorCode;
  }

  /** A member that has joined and knows what it was given. */
  async joined(memberId: string, request: Heartbeat = {}): Promise<TestMember> {
    const member = new TestMember(this, memberId, request.instanceId ?? null);
    const response = await member.join(request);
    assert.equal(response.errorCode, Errors.NONE, response.errorMessage ?? '');
    return member;
  }

  async describeConsumerGroup(group: string = groupId, groups = this.groups): Promise<DescribedGroup> {
    const request = { groupIds: [group], includeAuthorizedOperations: false };
    const response = await this.settle(groups.administration.consumerGroupDescribe(contextOf(1), request));
    const [described] = response.groups;
    assert(described !== undefined);
    return described;
  }

  /** State and epoch of the group. */
  async groupIs(): Promise<[state: string, epoch: number]> {
    const { groupState, groupEpoch } = await this.describeConsumerGroup();
    return [groupState, groupEpoch];
  }

  /** Lets every member send heartbeats until the group is stable. */
  async stabilise(...members: TestMember[]): Promise<void> {
    for (let round = 0; round < 10; round++) {
      for (const member of members) await member.beat();
      if ((await this.describeConsumerGroup()).groupState === 'Stable') return;
    }
    assert.fail(`not stable: ${JSON.stringify(await this.describeConsumerGroup())}`);
  }

  /** The text of an assignment, and an assignment of a text. */
  textOf(assignment: Assignment | null): string | null {
    if (assignment === null) return null;
    const texts = assignment.topicPartitions.map(
      ({ topicId: id, partitions }) => `${this.#nameOf(id)}:${partitions.join()}`,
    );
    return texts.sort().join(' ');
  }

  partitionsOf(text: string): { topicId: string; partitions: number[] }[] {
    return text
      .split(' ')
      .filter((part) => part !== '')
      .map((part) => {
        const [name = '', numbers = ''] = part.split(':');
        return { topicId: this.topics.get(name)?.id ?? '', partitions: numbers.split(',').map(Number) };
      });
  }

  #nameOf(id: string): string {
    return [...this.topics.values()].find((topic) => topic.id === id)?.name ?? id;
  }
}

/** A client that does as it is told: it gives up what is taken from it, and says so with its next heartbeat. */
export class TestMember {
  readonly memberId: string;
  readonly instanceId: string | null;
  epoch = 0;
  /** What it has been given, in short. */
  has = '';
  readonly #bench: ConsumerBench;

  constructor(bench: ConsumerBench, memberId: string, instanceId: string | null = null) {
    this.#bench = bench;
    this.memberId = memberId;
    this.instanceId = instanceId;
  }

  join(request: Heartbeat = {}): Promise<ConsumerGroupHeartbeatResponse> {
    const subscription = request.subscribedTopicRegex === undefined ? { subscribedTopicNames: ['users'] } : {};
    return this.#send({
      memberEpoch: 0,
      rebalanceTimeoutMs: 30_000,
      topicPartitions: [],
      instanceId: this.instanceId,
      ...subscription,
      ...request,
    });
  }

  /** A heartbeat with what the member has. */
  beat(request: Heartbeat = {}): Promise<ConsumerGroupHeartbeatResponse> {
    return this.#send({ memberEpoch: this.epoch, topicPartitions: this.#bench.partitionsOf(this.has), ...request });
  }

  /** A heartbeat that says nothing but that the member lives. */
  beatBriefly(request: Heartbeat = {}): Promise<ConsumerGroupHeartbeatResponse> {
    return this.#send({ memberEpoch: this.epoch, ...request });
  }

  async leave(memberEpoch = -1): Promise<number> {
    const { memberId, instanceId } = this;
    return this.#bench.beatError({ memberId, instanceId, memberEpoch });
  }

  async #send(request: Heartbeat): Promise<ConsumerGroupHeartbeatResponse> {
    const response = await this.#bench.beat({ memberId: this.memberId, ...request });
    if (response.errorCode !== Errors.NONE) return response;
    this.epoch = response.memberEpoch;
    this.has = this.#bench.textOf(response.assignment) ?? this.has;
    return response;
  }
}

export function topicId(number: number): string {
  return Buffer.concat([Buffer.alloc(15), Buffer.from([number])]).toString('base64url');
}
