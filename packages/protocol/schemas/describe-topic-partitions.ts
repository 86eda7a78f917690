import { api, array, bool, int16, int32, one, string, uuid } from '../generator/notation.ts';

export default api('DescribeTopicPartitions', {
  key: 75,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    array('Topics', '0+', 'TopicRequest', [string('Name', '0+')]),
    int32('ResponsePartitionLimit', '0+', { default: 2_000 }),
    one('Cursor', '0+', 'Cursor', { nullable: '0+', default: null }, [
      string('TopicName', '0+'),
      int32('PartitionIndex', '0+'),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+', { ignorable: true }),
    array('Topics', '0+', 'DescribeTopicPartitionsResponseTopic', [
      int16('ErrorCode', '0+'),
      string('Name', '0+', { nullable: '0+', key: true }),
      uuid('TopicId', '0+', { ignorable: true }),
      bool('IsInternal', '0+', { default: false, ignorable: true }),
      array('Partitions', '0+', 'DescribeTopicPartitionsResponsePartition', [
        int16('ErrorCode', '0+'),
        int32('PartitionIndex', '0+'),
        int32('LeaderId', '0+'),
        int32('LeaderEpoch', '0+', { default: -1, ignorable: true }),
        array('ReplicaNodes', '0+', 'int32'),
        array('IsrNodes', '0+', 'int32'),
        array('EligibleLeaderReplicas', '0+', 'int32', { nullable: '0+', default: null }),
        array('LastKnownElr', '0+', 'int32', { nullable: '0+', default: null }),
        array('OfflineReplicas', '0+', 'int32', { ignorable: true }),
      ]),
      int32('TopicAuthorizedOperations', '0+', { default: -0x8000_0000 }),
    ]),
    one('NextCursor', '0+', 'Cursor', { nullable: '0+', default: null }, [
      string('TopicName', '0+'),
      int32('PartitionIndex', '0+'),
    ]),
  ],
});
