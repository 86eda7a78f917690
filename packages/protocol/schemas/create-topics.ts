import { api, array, bool, int8, int16, int32, string, uuid } from '../generator/notation.ts';

export default api('CreateTopics', {
  key: 19,
  versions: '2-7',
  flexible: '5+',
  listeners: ['broker', 'controller'],
  request: [
    array('Topics', '0+', 'CreatableTopic', [
      string('Name', '0+', { key: true }),
      int32('NumPartitions', '0+'),
      int16('ReplicationFactor', '0+'),
      array('Assignments', '0+', 'CreatableReplicaAssignment', [
        int32('PartitionIndex', '0+', { key: true }),
        array('BrokerIds', '0+', 'int32'),
      ]),
      array('Configs', '0+', 'CreatableTopicConfig', [
        string('Name', '0+', { key: true }),
        string('Value', '0+', { nullable: '0+' }),
      ]),
    ]),
    int32('timeoutMs', '0+', { default: 60_000 }),
    bool('validateOnly', '1+', { default: false }),
  ],
  response: [
    int32('ThrottleTimeMs', '2+', { ignorable: true }),
    array('Topics', '0+', 'CreatableTopicResult', [
      string('Name', '0+', { key: true }),
      uuid('TopicId', '7+', { ignorable: true }),
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '1+', { nullable: '0+', ignorable: true }),
      int16('TopicConfigErrorCode', '5+', { tag: 0, ignorable: true }),
      int32('NumPartitions', '5+', { default: -1, ignorable: true }),
      int16('ReplicationFactor', '5+', { default: -1, ignorable: true }),
      array('Configs', '5+', 'CreatableTopicConfigs', { nullable: '5+', ignorable: true }, [
        string('Name', '5+'),
        string('Value', '5+', { nullable: '5+' }),
        bool('ReadOnly', '5+'),
        int8('ConfigSource', '5+', { default: -1, ignorable: true }),
        bool('IsSensitive', '5+'),
      ]),
    ]),
  ],
});
