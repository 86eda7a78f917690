import { api, array, int8, int16, int32, int64, uuid } from '../generator/notation.ts';

export default api('AlterPartition', {
  key: 56,
  versions: '2-3',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    int32('BrokerId', '0+'),
    int64('BrokerEpoch', '0+', { default: -1 }),
    array('Topics', '0+', 'TopicData', [
      uuid('TopicId', '2+', { ignorable: true }),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int32('LeaderEpoch', '0+'),
        array('NewIsr', '0-2', 'int32'),
        array('NewIsrWithEpochs', '3+', 'BrokerState', [
          int32('BrokerId', '3+'),
          int64('BrokerEpoch', '3+', { default: -1 }),
        ]),
        int8('LeaderRecoveryState', '1+', { default: 0 }),
        int32('PartitionEpoch', '0+'),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    array('Topics', '0+', 'TopicData', [
      uuid('TopicId', '2+', { ignorable: true }),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        int32('LeaderId', '0+'),
        int32('LeaderEpoch', '0+'),
        array('Isr', '0+', 'int32'),
        int8('LeaderRecoveryState', '1+', { default: 0, ignorable: true }),
        int32('PartitionEpoch', '0+'),
      ]),
    ]),
  ],
});
