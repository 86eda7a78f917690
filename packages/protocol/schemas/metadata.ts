import { api, array, bool, int16, int32, string, uuid } from '../generator/notation.ts';

export default api('Metadata', {
  key: 3,
  versions: '0-13',
  flexible: '9+',
  listeners: ['broker'],
  request: [
    array('Topics', '0+', 'MetadataRequestTopic', { nullable: '1+' }, [
      uuid('TopicId', '10+', { ignorable: true }),
      string('Name', '0+', { nullable: '10+' }),
    ]),
    bool('AllowAutoTopicCreation', '4+', { default: true }),
    bool('IncludeClusterAuthorizedOperations', '8-10'),
    bool('IncludeTopicAuthorizedOperations', '8+'),
  ],
  response: [
    int32('ThrottleTimeMs', '3+', { ignorable: true }),
    array('Brokers', '0+', 'MetadataResponseBroker', [
      int32('NodeId', '0+', { key: true }),
      string('Host', '0+'),
      int32('Port', '0+'),
      string('Rack', '1+', { nullable: '1+', default: null, ignorable: true }),
    ]),
    string('ClusterId', '2+', { nullable: '2+', default: null, ignorable: true }),
    int32('ControllerId', '1+', { default: -1, ignorable: true }),
    array('Topics', '0+', 'MetadataResponseTopic', [
      int16('ErrorCode', '0+'),
      string('Name', '0+', { nullable: '12+', key: true }),
      uuid('TopicId', '10+', { ignorable: true }),
      bool('IsInternal', '1+', { default: false, ignorable: true }),
      array('Partitions', '0+', 'MetadataResponsePartition', [
        int16('ErrorCode', '0+'),
        int32('PartitionIndex', '0+'),
        int32('LeaderId', '0+'),
        int32('LeaderEpoch', '7+', { default: -1, ignorable: true }),
        array('ReplicaNodes', '0+', 'int32'),
        array('IsrNodes', '0+', 'int32'),
        array('OfflineReplicas', '5+', 'int32', { ignorable: true }),
      ]),
      int32('TopicAuthorizedOperations', '8+', { default: -0x8000_0000 }),
    ]),
    int32('ClusterAuthorizedOperations', '8-10', { default: -0x8000_0000 }),
    int16('ErrorCode', '13+', { ignorable: true }),
  ],
});
