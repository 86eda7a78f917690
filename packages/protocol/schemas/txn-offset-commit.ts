import { api, array, int16, int32, int64, string } from '../generator/notation.ts';

export default api('TxnOffsetCommit', {
  key: 28,
  versions: '0-5',
  flexible: '3+',
  listeners: ['broker'],
  request: [
    string('TransactionalId', '0+'),
    string('GroupId', '0+'),
    int64('ProducerId', '0+'),
    int16('ProducerEpoch', '0+'),
    int32('GenerationId', '3+', { default: -1 }),
    string('MemberId', '3+', { default: '' }),
    string('GroupInstanceId', '3+', { nullable: '3+', default: null }),
    array('Topics', '0+', 'TxnOffsetCommitRequestTopic', [
      string('Name', '0+'),
      array('Partitions', '0+', 'TxnOffsetCommitRequestPartition', [
        int32('PartitionIndex', '0+'),
        int64('CommittedOffset', '0+', { as: 'bigint' }),
        int32('CommittedLeaderEpoch', '2+', { default: -1, ignorable: true }),
        string('CommittedMetadata', '0+', { nullable: '0+' }),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Topics', '0+', 'TxnOffsetCommitResponseTopic', [
      string('Name', '0+'),
      array('Partitions', '0+', 'TxnOffsetCommitResponsePartition', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
      ]),
    ]),
  ],
});
