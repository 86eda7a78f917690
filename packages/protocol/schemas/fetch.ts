import { api, array, int8, int16, int32, int64, one, records, string, uuid } from '../generator/notation.ts';

export default api('Fetch', {
  key: 1,
  versions: '4-18',
  flexible: '12+',
  listeners: ['broker', 'controller'],
  request: [
    string('ClusterId', '12+', { nullable: '12+', tag: 0, default: null, ignorable: true }),
    int32('ReplicaId', '0-14', { default: -1 }),
    one('ReplicaState', '15+', 'ReplicaState', { tag: 1 }, [
      int32('ReplicaId', '15+', { default: -1 }),
      int64('ReplicaEpoch', '15+', { default: -1 }),
    ]),
    int32('MaxWaitMs', '0+'),
    int32('MinBytes', '0+'),
    int32('MaxBytes', '3+', { default: 0x7fff_ffff, ignorable: true }),
    int8('IsolationLevel', '4+', { default: 0, ignorable: true }),
    int32('SessionId', '7+', { default: 0, ignorable: true }),
    int32('SessionEpoch', '7+', { default: -1, ignorable: true }),
    array('Topics', '0+', 'FetchTopic', [
      string('Topic', '0-12', { ignorable: true }),
      uuid('TopicId', '13+', { ignorable: true }),
      array('Partitions', '0+', 'FetchPartition', [
        int32('Partition', '0+'),
        int32('CurrentLeaderEpoch', '9+', { default: -1, ignorable: true }),
        int64('FetchOffset', '0+'),
        int32('LastFetchedEpoch', '12+', { default: -1 }),
        int64('LogStartOffset', '5+', { default: -1, ignorable: true }),
        int32('PartitionMaxBytes', '0+'),
        uuid('ReplicaDirectoryId', '17+', { tag: 0, ignorable: true }),
        int64('HighWatermark', '18+', { tag: 1, default: 0x7fff_ffff_ffff_ffffn, as: 'bigint', ignorable: true }),
      ]),
    ]),
    array('ForgottenTopicsData', '7+', 'ForgottenTopic', [
      string('Topic', '7-12', { ignorable: true }),
      uuid('TopicId', '13+', { ignorable: true }),
      array('Partitions', '7+', 'int32'),
    ]),
    string('RackId', '11+', { default: '', ignorable: true }),
  ],
  response: [
    int32('ThrottleTimeMs', '1+', { ignorable: true }),
    int16('ErrorCode', '7+', { ignorable: true }),
    int32('SessionId', '7+', { default: 0 }),
    array('Responses', '0+', 'FetchableTopicResponse', [
      string('Topic', '0-12', { ignorable: true }),
      uuid('TopicId', '13+', { ignorable: true }),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        int64('HighWatermark', '0+'),
        int64('LastStableOffset', '4+', { default: -1, ignorable: true }),
        int64('LogStartOffset', '5+', { default: -1, ignorable: true }),
        one('DivergingEpoch', '12+', 'EpochEndOffset', { tag: 0 }, [
          int32('Epoch', '12+', { default: -1 }),
          int64('EndOffset', '12+', { default: -1 }),
        ]),
        one('CurrentLeader', '12+', 'LeaderIdAndEpoch', { tag: 1 }, [
          int32('LeaderId', '12+', { default: -1 }),
          int32('LeaderEpoch', '12+', { default: -1 }),
        ]),
        one('SnapshotId', '12+', 'SnapshotId', { tag: 2 }, [
          int64('EndOffset', '0+', { default: -1 }),
          int32('Epoch', '0+', { default: -1 }),
        ]),
        array('AbortedTransactions', '4+', 'AbortedTransaction', { nullable: '4+', ignorable: true }, [
          int64('ProducerId', '4+'),
          int64('FirstOffset', '4+'),
        ]),
        int32('PreferredReadReplica', '11+', { default: -1 }),
        records('Records', '0+', { nullable: '0+' }),
      ]),
    ]),
    array('NodeEndpoints', '16+', 'NodeEndpoint', { tag: 0 }, [
      int32('NodeId', '16+', { key: true }),
      string('Host', '16+'),
      int32('Port', '16+'),
      string('Rack', '16+', { nullable: '16+', default: null }),
    ]),
  ],
});
