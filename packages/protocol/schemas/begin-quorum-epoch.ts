import { api, array, int16, int32, string, uint16, uuid } from '../generator/notation.ts';

export default api('BeginQuorumEpoch', {
  key: 53,
  versions: '0-1',
  flexible: '1+',
  listeners: ['controller'],
  request: [
    string('ClusterId', '0+', { nullable: '0+', default: null }),
    int32('VoterId', '1+', { default: -1, ignorable: true }),
    array('Topics', '0+', 'TopicData', [
      string('TopicName', '0+'),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        uuid('VoterDirectoryId', '1+', { ignorable: true }),
        int32('LeaderId', '0+'),
        int32('LeaderEpoch', '0+'),
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
