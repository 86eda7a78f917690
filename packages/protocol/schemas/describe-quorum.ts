import { api, array, int16, int32, int64, string, struct, uint16, uuid } from '../generator/notation.ts';

const replicaState = struct('ReplicaState', [
  int32('ReplicaId', '0+'),
  uuid('ReplicaDirectoryId', '2+'),
  int64('LogEndOffset', '0+'),
  int64('LastFetchTimestamp', '1+', { default: -1, ignorable: true }),
  int64('LastCaughtUpTimestamp', '1+', { default: -1, ignorable: true }),
]);

export default api('DescribeQuorum', {
  key: 55,
  versions: '0-2',
  flexible: '0+',
  listeners: ['broker', 'controller'],
  request: [
    array('Topics', '0+', 'TopicData', [
      string('TopicName', '0+'),
      array('Partitions', '0+', 'PartitionData', [int32('PartitionIndex', '0+')]),
    ]),
  ],
  response: [
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '2+', { nullable: '2+', ignorable: true }),
    array('Topics', '0+', 'TopicData', [
      string('TopicName', '0+'),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '2+', { nullable: '2+', ignorable: true }),
        int32('LeaderId', '0+'),
        int32('LeaderEpoch', '0+'),
        int64('HighWatermark', '0+'),
        array('CurrentVoters', '0+', replicaState),
        array('Observers', '0+', replicaState),
      ]),
    ]),
    array('Nodes', '2+', 'Node', [
      int32('NodeId', '2+', { key: true }),
      array('Listeners', '2+', 'Listener', [
        string('Name', '2+', { key: true }),
        string('Host', '2+'),
        uint16('Port', '2+'),
      ]),
    ]),
  ],
});
