import { api, array, int8, int16, int32, int64, string } from '../generator/notation.ts';

export default api('ListOffsets', {
  key: 2,
  versions: '1-11',
  flexible: '6+',
  listeners: ['broker'],
  request: [
    int32('ReplicaId', '0+'),
    int8('IsolationLevel', '2+'),
    array('Topics', '0+', 'ListOffsetsTopic', [
      string('Name', '0+'),
      array('Partitions', '0+', 'ListOffsetsPartition', [
        int32('PartitionIndex', '0+'),
        int32('CurrentLeaderEpoch', '4+', { default: -1, ignorable: true }),
        int64('Timestamp', '0+'),
      ]),
    ]),
    int32('TimeoutMs', '10+', { ignorable: true }),
  ],
  response: [
    int32('ThrottleTimeMs', '2+', { ignorable: true }),
    array('Topics', '0+', 'ListOffsetsTopicResponse', [
      string('Name', '0+'),
      array('Partitions', '0+', 'ListOffsetsPartitionResponse', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        int64('Timestamp', '1+', { default: -1 }),
        int64('Offset', '1+', { default: -1 }),
        int32('LeaderEpoch', '4+', { default: -1 }),
      ]),
    ]),
  ],
});
