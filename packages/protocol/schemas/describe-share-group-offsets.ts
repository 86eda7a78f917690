import { api, array, int16, int32, int64, string, uuid } from '../generator/notation.ts';

export default api('DescribeShareGroupOffsets', {
  key: 90,
  versions: '0-1',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    array('Groups', '0+', 'DescribeShareGroupOffsetsRequestGroup', [
      string('GroupId', '0+'),
      array('Topics', '0+', 'DescribeShareGroupOffsetsRequestTopic', { nullable: '0+' }, [
        string('TopicName', '0+'),
        array('Partitions', '0+', 'int32'),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Groups', '0+', 'DescribeShareGroupOffsetsResponseGroup', [
      string('GroupId', '0+'),
      array('Topics', '0+', 'DescribeShareGroupOffsetsResponseTopic', [
        string('TopicName', '0+'),
        uuid('TopicId', '0+'),
        array('Partitions', '0+', 'DescribeShareGroupOffsetsResponsePartition', [
          int32('PartitionIndex', '0+'),
          int64('StartOffset', '0+'),
          int32('LeaderEpoch', '0+'),
          int64('Lag', '1+', { default: -1, ignorable: true }),
          int16('ErrorCode', '0+'),
          string('ErrorMessage', '0+', { nullable: '0+', default: null }),
        ]),
      ]),
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    ]),
  ],
});
