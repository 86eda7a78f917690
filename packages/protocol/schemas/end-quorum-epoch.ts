import { api, array, int16, int32, string, uint16, uuid } from '../generator/notation.ts';

export default api('EndQuorumEpoch', {
  key: 54,
  versions: '0-1',
  flexible: '1+',
  listeners: ['controller'],
  request: [
    string('ClusterId', '0+', { nullable: '0+', default: null }),
    array('Topics', '0+', 'TopicData', [
      string('TopicName', '0+'),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int32('LeaderId', '0+'),
        int32('LeaderEpoch', '0+'),
        array('PreferredSuccessors', '0', 'int32', { ignorable: true }),
        array('PreferredCandidates', '1+', 'ReplicaInfo', { ignorable: true }, [
          int32('CandidateId', '1+'),
          uuid('CandidateDirectoryId', '1+'),
        ]),
      ]),
    ]),
    array('LeaderEndpoints', '1+', 'LeaderEndpoint', { ignorable: true }, [
      string('Name', '1+', { key: true }),
      string('Host', '1+'),
      uint16('Port', '1+'),
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
      ]),
    ]),
    array('NodeEndpoints', '1+', 'NodeEndpoint', { tag: 0 }, [
      int32('NodeId', '1+', { key: true }),
      string('Host', '1+'),
      uint16('Port', '1+'),
    ]),
  ],
});
