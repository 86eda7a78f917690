import { array, coordinatorRecord, string, struct, uuid } from '../../generator/notation.ts';

const topicPartitionsInfo = struct('TopicPartitionsInfo', [
  uuid('TopicId', '0+'),
  string('TopicName', '0+'),
  array('Partitions', '0+', 'int32'),
]);

const topicInfo = struct('TopicInfo', [uuid('TopicId', '0+'), string('TopicName', '0+')]);

export default coordinatorRecord('ShareGroupStatePartitionMetadata', {
  type: 15,
  key: [string('GroupId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    array('InitializingTopics', '0+', topicPartitionsInfo),
    array('InitializedTopics', '0+', topicPartitionsInfo),
    array('DeletingTopics', '0+', topicInfo),
  ],
});
