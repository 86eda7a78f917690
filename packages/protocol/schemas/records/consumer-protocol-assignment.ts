import { array, bytes, data, string } from '../../generator/notation.ts';

export default data('ConsumerProtocolAssignment', {
  versions: '0-3',
  flexible: 'none',
  fields: [
    array('AssignedPartitions', '0+', 'TopicPartition', [
      string('Topic', '0+', { key: true }),
      array('Partitions', '0+', 'int32'),
    ]),
    bytes('UserData', '0+', { nullable: '0+', default: null }),
  ],
});
