import { api, array, int16, int32, int64, uuid } from '../generator/notation.ts';

export default api('AssignReplicasToDirs', {
  key: 73,
  versions: '0',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    int32('BrokerId', '0+'),
    int64('BrokerEpoch', '0+', { default: -1 }),
    array('Directories', '0+', 'DirectoryData', [
      uuid('Id', '0+'),
      array('Topics', '0+', 'TopicData', [
        uuid('TopicId', '0+'),
        array('Partitions', '0+', 'PartitionData', [int32('PartitionIndex', '0+')]),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    array('Directories', '0+', 'DirectoryData', [
      uuid('Id', '0+'),
      array('Topics', '0+', 'TopicData', [
        uuid('TopicId', '0+'),
        array('Partitions', '0+', 'PartitionData', [int32('PartitionIndex', '0+'), int16('ErrorCode', '0+')]),
      ]),
    ]),
  ],
});
