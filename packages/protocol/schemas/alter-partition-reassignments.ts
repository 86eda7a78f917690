import { api, array, bool, int16, int32, string } from '../generator/notation.ts';

export default api('AlterPartitionReassignments', {
  key: 45,
  versions: '0-1',
  flexible: '0+',
  listeners: ['broker', 'controller'],
  request: [
    int32('TimeoutMs', '0+', { default: 60_000 }),
    bool('AllowReplicationFactorChange', '1+', { default: true }),
    array('Topics', '0+', 'ReassignableTopic', [
      string('Name', '0+'),
      array('Partitions', '0+', 'ReassignablePartition', [
        int32('PartitionIndex', '0+'),
        array('Replicas', '0+', 'int32', { nullable: '0+', default: null }),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    bool('AllowReplicationFactorChange', '1+', { default: true, ignorable: true }),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+' }),
    array('Responses', '0+', 'ReassignableTopicResponse', [
      string('Name', '0+'),
      array('Partitions', '0+', 'ReassignablePartitionResponse', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+' }),
      ]),
    ]),
  ],
});
