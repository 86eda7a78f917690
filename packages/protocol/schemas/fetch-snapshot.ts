import { api, array, int16, int32, int64, one, records, string, uint16, uuid } from '../generator/notation.ts';

export default api('FetchSnapshot', {
  key: 59,
  versions: '0-1',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    string('ClusterId', '0+', { nullable: '0+', tag: 0, default: null }),
    int32('ReplicaId', '0+', { default: -1 }),
    int32('MaxBytes', '0+', { default: 0x7fff_ffff }),
    array('Topics', '0+', 'TopicSnapshot', [
      string('Name', '0+'),
      array('Partitions', '0+', 'PartitionSnapshot', [
        int32('Partition', '0+'),
        int32('CurrentLeaderEpoch', '0+'),
        one('SnapshotId', '0+', 'SnapshotId', [int64('EndOffset', '0+'), int32('Epoch', '0+')]),
        int64('Position', '0+'),
        uuid('ReplicaDirectoryId', '1+', { tag: 0, ignorable: true }),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+', { ignorable: true }),
    int16('ErrorCode', '0+'),
    array('Topics', '0+', 'TopicSnapshot', [
      string('Name', '0+'),
      array('Partitions', '0+', 'PartitionSnapshot', [
        int32('Index', '0+'),
        int16('ErrorCode', '0+'),
        one('SnapshotId', '0+', 'SnapshotId', [int64('EndOffset', '0+'), int32('Epoch', '0+')]),
        one('CurrentLeader', '0+', 'LeaderIdAndEpoch', { tag: 0 }, [
          int32('LeaderId', '0+'),
          int32('LeaderEpoch', '0+'),
        ]),
        int64('Size', '0+'),
        int64('Position', '0+'),
        records('UnalignedRecords', '0+'),
      ]),
    ]),
    array('NodeEndpoints', '1+', 'NodeEndpoint', { tag: 0 }, [
      int32('NodeId', '1+', { key: true }),
      string('Host', '1+'),
      uint16('Port', '1+'),
    ]),
  ],
});
