import { array, coordinatorRecord, string, uuid } from '../../generator/notation.ts';

export default coordinatorRecord('ShareGroupTargetAssignmentMember', {
  type: 13,
  key: [string('GroupId', '0'), string('MemberId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    array('TopicPartitions', '0+', 'TopicPartition', [uuid('TopicId', '0+'), array('Partitions', '0+', 'int32')]),
  ],
});
