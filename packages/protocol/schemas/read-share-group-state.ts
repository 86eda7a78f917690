import { api, array, int8, int16, int32, int64, string, uuid } from '../generator/notation.ts';

export default api('ReadShareGroupState', {
  key: 84,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    array('Topics', '0+', 'ReadStateData', [
      uuid('TopicId', '0+'),
      array('Partitions', '0+', 'PartitionData', [int32('Partition', '0+'), int32('LeaderEpoch', '0+')]),
    ]),
  ],
  response: [
    array('Results', '0+', 'ReadStateResult', [
      uuid('TopicId', '0+'),
      array('Partitions', '0+', 'PartitionResult', [
        int32('Partition', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+', default: null }),
        int32('StateEpoch', '0+'),
        int64('StartOffset', '0+'),
        array('StateBatches', '0+', 'StateBatch', [
          int64('FirstOffset', '0+'),
          int64('LastOffset', '0+'),
          int8('DeliveryState', '0+'),
          int16('DeliveryCount', '0+'),
        ]),
      ]),
    ]),
  ],
});
