import { array, coordinatorRecord, int8, int32, string, struct, uuid } from '../../generator/notation.ts';

const topicPartitions = struct('TopicPartitions', [uuid('TopicId', '0+'), array('Partitions', '0+', 'int32')]);

export default coordinatorRecord('ShareGroupCurrentMemberAssignment', {
  type: 14,
  key: [string('GroupId', '0'), string('MemberId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    int32('MemberEpoch', '0+'),
    int32('PreviousMemberEpoch', '0+'),
    int8('State', '0+'),
    array('AssignedPartitions', '0+', topicPartitions),
  ],
});
