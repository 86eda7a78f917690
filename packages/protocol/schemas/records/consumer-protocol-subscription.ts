import { array, bytes, data, int32, string } from '../../generator/notation.ts';

export default data('ConsumerProtocolSubscription', {
  versions: '0-3',
  flexible: 'none',
  fields: [
    array('Topics', '0+', 'string'),
    bytes('UserData', '0+', { nullable: '0+', default: null }),
    array('OwnedPartitions', '1+', 'TopicPartition', { ignorable: true }, [
      string('Topic', '1+', { key: true }),
      array('Partitions', '1+', 'int32'),
    ]),
    int32('GenerationId', '2+', { default: -1, ignorable: true }),
    string('RackId', '3+', { nullable: '3+', default: null, ignorable: true }),
  ],
});
