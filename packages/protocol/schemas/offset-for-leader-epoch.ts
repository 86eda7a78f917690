import { api, array, int16, int32, int64, string } from '../generator/notation.ts';

export default api('OffsetForLeaderEpoch', {
  key: 23,
  versions: '2-4',
  flexible: '4+',
  listeners: ['broker'],
  request: [
    int32('ReplicaId', '3+', { default: -2, ignorable: true }),
    array('Topics', '0+', 'OffsetForLeaderTopic', [
      string('Topic', '0+', { key: true }),
      array('Partitions', '0+', 'OffsetForLeaderPartition', [
        int32('Partition', '0+'),
        int32('CurrentLeaderEpoch', '2+', { default: -1, ignorable: true }),
        int32('LeaderEpoch', '0+'),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '2+', { ignorable: true }),
    array('Topics', '0+', 'OffsetForLeaderTopicResult', [
      string('Topic', '0+', { key: true }),
      array('Partitions', '0+', 'EpochEndOffset', [
        int16('ErrorCode', '0+'),
        int32('Partition', '0+'),
        int32('LeaderEpoch', '1+', { default: -1, ignorable: true }),
        int64('EndOffset', '0+', { default: -1 }),
      ]),
    ]),
  ],
});
