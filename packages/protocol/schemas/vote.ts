import { api, array, bool, int16, int32, int64, string, uint16, uuid } from '../generator/notation.ts';

export default api('Vote', {
  key: 52,
  versions: '0-2',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    string('ClusterId', '0+', { nullable: '0+', default: null }),
    int32('VoterId', '1+', { default: -1, ignorable: true }),
    array('Topics', '0+', 'TopicData', [
      string('TopicName', '0+'),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int32('ReplicaEpoch', '0+'),
        int32('ReplicaId', '0+'),
        uuid('ReplicaDirectoryId', '1+', { ignorable: true }),
        uuid('VoterDirectoryId', '1+', { ignorable: true }),
        int32('LastOffsetEpoch', '0+'),
        int64('LastOffset', '0+'),
        bool('PreVote', '2+'),
      ]),
    ]),
  ],
  response: [
    int16('ErrorCode', '0+'),
    array('Topics', '0+', 'TopicData', [
      string('TopicName', '0+'),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        int32('LeaderId', '0+'),
        int32('LeaderEpoch', '0+'),
        bool('VoteGranted', '0+'),
      ]),
    ]),
    array('NodeEndpoints', '1+', 'NodeEndpoint', { tag: 0 }, [
      int32('NodeId', '1+', { key: true }),
      string('Host', '1+'),
      uint16('Port', '1+'),
    ]),
  ],
});
