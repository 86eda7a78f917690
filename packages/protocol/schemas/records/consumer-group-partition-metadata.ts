import { array, coordinatorRecord, int32, string, uuid } from '../../generator/notation.ts';

export default coordinatorRecord('ConsumerGroupPartitionMetadata', {
  type: 4,
  key: [string('GroupId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    array('Topics', '0+', 'TopicMetadata', [
      uuid('TopicId', '0+'),
      string('TopicName', '0+'),
      int32('NumPartitions', '0+'),
      array('PartitionMetadata', '0+', 'PartitionMetadata', [int32('Partition', '0+'), array('Racks', '0+', 'string')]),
    ]),
  ],
});
