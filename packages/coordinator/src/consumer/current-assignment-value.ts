/** How far a member has come, as its record (key 8) has it. */
import type { ConsumerGroupCurrentMemberAssignmentValue } from '@moldau/protocol/records/consumer-group-current-member-assignment';
import type { CurrentAssignment, MemberState } from './consumer-member.ts';
import { listOf, topicPartitionsOf } from './topic-partitions.ts';

/** Kafka's numbers. */
const stateNumbers: Readonly<Record<MemberState, number>> = {
  STABLE: 0,
  UNREVOKED_PARTITIONS: 1,
  UNRELEASED_PARTITIONS: 2,
};

export function currentAssignmentValue(current: CurrentAssignment): ConsumerGroupCurrentMemberAssignmentValue {
  return {
    memberEpoch: current.memberEpoch,
    previousMemberEpoch: current.previousMemberEpoch,
    state: stateNumbers[current.state],
    assignedPartitions: listOf(current.assigned),
    partitionsPendingRevocation: listOf(current.pendingRevocation),
  };
}

export function currentAssignmentOf(value: ConsumerGroupCurrentMemberAssignmentValue): CurrentAssignment {
  return {
    memberEpoch: value.memberEpoch,
    previousMemberEpoch: value.previousMemberEpoch,
    state: stateOf(value.state),
    assigned: topicPartitionsOf(value.assignedPartitions),
    pendingRevocation: topicPartitionsOf(value.partitionsPendingRevocation),
  };
}

/** A state of a later Kafka's: the member has to say what it has before it goes on. */
function stateOf(number: number): MemberState {
  if (number === stateNumbers.STABLE) return 'STABLE';
  return number === stateNumbers.UNRELEASED_PARTITIONS ? 'UNRELEASED_PARTITIONS' : 'UNREVOKED_PARTITIONS';
}
