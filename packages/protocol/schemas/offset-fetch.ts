import { api, array, bool, int16, int32, int64, string, uuid } from '../generator/notation.ts';

export default api('OffsetFetch', {
  key: 9,
  versions: '1-10',
  flexible: '6+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0-7'),
    array('Topics', '0-7', 'OffsetFetchRequestTopic', { nullable: '2-7' }, [
      string('Name', '0-7'),
      array('PartitionIndexes', '0-7', 'int32'),
    ]),
    array('Groups', '8+', 'OffsetFetchRequestGroup', [
      string('GroupId', '8+'),
      string('MemberId', '9+', { nullable: '9+', default: null, ignorable: true }),
      int32('MemberEpoch', '9+', { default: -1, ignorable: true }),
      array('Topics', '8+', 'OffsetFetchRequestTopics', { nullable: '8+' }, [
        string('Name', '8-9', { ignorable: true }),
        uuid('TopicId', '10+', { ignorable: true }),
        array('PartitionIndexes', '8+', 'int32'),
      ]),
    ]),
    bool('RequireStable', '7+', { default: false }),
  ],
  response: [
    int32('ThrottleTimeMs', '3+', { ignorable: true }),
    array('Topics', '0-7', 'OffsetFetchResponseTopic', [
      string('Name', '0-7'),
      array('Partitions', '0-7', 'OffsetFetchResponsePartition', [
        int32('PartitionIndex', '0-7'),
        int64('CommittedOffset', '0-7', { as: 'bigint' }),
        int32('CommittedLeaderEpoch', '5-7', { default: -1, ignorable: true }),
        string('Metadata', '0-7', { nullable: '0-7' }),
        int16('ErrorCode', '0-7'),
      ]),
    ]),
    int16('ErrorCode', '2-7', { default: 0, ignorable: true }),
    array('Groups', '8+', 'OffsetFetchResponseGroup', [
      string('GroupId', '8+'),
      array('Topics', '8+', 'OffsetFetchResponseTopics', [
        string('Name', '8-9', { ignorable: true }),
        uuid('TopicId', '10+', { ignorable: true }),
        array('Partitions', '8+', 'OffsetFetchResponsePartitions', [
          int32('PartitionIndex', '8+'),
          int64('CommittedOffset', '8+', { as: 'bigint' }),
          int32('CommittedLeaderEpoch', '8+', { default: -1, ignorable: true }),
          string('Metadata', '8+', { nullable: '8+' }),
          int16('ErrorCode', '8+'),
        ]),
      ]),
      int16('ErrorCode', '8+', { default: 0 }),
    ]),
  ],
});
