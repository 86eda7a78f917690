import { api, array, int16, int32, int64, string, uuid } from '../generator/notation.ts';

export default api('OffsetCommit', {
  key: 8,
  versions: '2-10',
  flexible: '8+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    int32('GenerationIdOrMemberEpoch', '1+', { default: -1, ignorable: true }),
    string('MemberId', '1+', { ignorable: true }),
    string('GroupInstanceId', '7+', { nullable: '7+', default: null }),
    int64('RetentionTimeMs', '2-4', { default: -1, ignorable: true }),
    array('Topics', '0+', 'OffsetCommitRequestTopic', [
      string('Name', '0-9', { ignorable: true }),
      uuid('TopicId', '10+', { ignorable: true }),
      array('Partitions', '0+', 'OffsetCommitRequestPartition', [
        int32('PartitionIndex', '0+'),
        int64('CommittedOffset', '0+', { as: 'bigint' }),
        int32('CommittedLeaderEpoch', '6+', { default: -1, ignorable: true }),
        string('CommittedMetadata', '0+', { nullable: '0+' }),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '3+', { ignorable: true }),
    array('Topics', '0+', 'OffsetCommitResponseTopic', [
      string('Name', '0-9', { ignorable: true }),
      uuid('TopicId', '10+', { ignorable: true }),
      array('Partitions', '0+', 'OffsetCommitResponsePartition', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
      ]),
    ]),
  ],
});
