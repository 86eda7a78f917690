/** ConsumerGroupDescribe: a group of the consumer protocol with its epochs, its members and what they have (B128). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Assignment, DescribedGroup, Member } from '@moldau/protocol/messages/consumer-group-describe';
import { authorizedOperationsOmitted } from '../classic/describe.ts';
import type { Step } from '../machine/step.ts';
import type { TopicCatalog } from '../ports.ts';
import { assignorOf } from './assignor-choice.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';
import type { TopicPartitions } from './topic-partitions.ts';

/** Kafka's numbers for the protocols that a member can speak. */
const memberTypes = { classic: 0, consumer: 1 } as const;

export function describeConsumerGroup(group: ConsumerGroup, step: Pick<Step, 'catalog' | 'settings'>): DescribedGroup {
  return {
    errorCode: Errors.NONE,
    errorMessage: null,
    groupId: group.groupId,
    groupState: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.targetEpoch,
    assignorName: assignorOf(group, step).name,
    members: Array.from(group.members.values(), (member) => describeMember(group, member, step.catalog)),
    authorizedOperations: authorizedOperationsOmitted,
  };
}

export function undescribedConsumerGroup(
  groupId: string,
  errorCode: ErrorCode,
  errorMessage: string | null,
): DescribedGroup {
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    assignorName: '',
    members: [],
    authorizedOperations: authorizedOperationsOmitted,
  };
}

function describeMember(group: ConsumerGroup, member: ConsumerMember, catalog: TopicCatalog): Member {
  const { memberId, metadata, current } = member;
  return {
    memberId,
    instanceId: metadata.instanceId,
    rackId: metadata.rackId,
    memberEpoch: current.memberEpoch,
    clientId: metadata.clientId,
    clientHost: metadata.clientHost,
    subscribedTopicNames: metadata.topicNames,
    subscribedTopicRegex: metadata.pattern,
    assignment: namedAssignment(current.assigned, catalog),
    targetAssignment: namedAssignment(group.targetOf(memberId), catalog),
    memberType: metadata.classic === null ? memberTypes.consumer : memberTypes.classic,
  };
}

/** Topics that do not exist any more have no name, and are left out. */
function namedAssignment(topics: TopicPartitions, catalog: TopicCatalog): Assignment {
  const topicPartitions = [...topics].flatMap(([topicId, partitions]) => {
    const topic = catalog.topicById(topicId);
    return topic === undefined ? [] : [{ topicId, topicName: topic.name, partitions }];
  });
  return { topicPartitions };
}
