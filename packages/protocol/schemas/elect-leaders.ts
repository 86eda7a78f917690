import { api, array, int8, int16, int32, string } from '../generator/notation.ts';

export default api('ElectLeaders', {
  key: 43,
  versions: '0-2',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [
    int8('ElectionType', '1+'),
    array('TopicPartitions', '0+', 'TopicPartitions', { nullable: '0+' }, [
      string('Topic', '0+', { key: true }),
      array('Partitions', '0+', 'int32'),
    ]),
    int32('TimeoutMs', '0+', { default: 60_000 }),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '1+'),
    array('ReplicaElectionResults', '0+', 'ReplicaElectionResult', [
      string('Topic', '0+'),
      array('PartitionResult', '0+', 'PartitionResult', [
        int32('PartitionId', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+' }),
      ]),
    ]),
  ],
});
