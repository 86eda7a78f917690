import { api, array, int8, int16, int32, int64, string, uuid } from '../generator/notation.ts';

export default api('WriteShareGroupState', {
  key: 85,
  versions: '0-1',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    array('Topics', '0+', 'WriteStateData', [
      uuid('TopicId', '0+'),
      array('Partitions', '0+', 'PartitionData', [
        int32('Partition', '0+'),
        int32('StateEpoch', '0+'),
        int32('LeaderEpoch', '0+'),
        int64('StartOffset', '0+'),
        int32('DeliveryCompleteCount', '1+', { default: -1, ignorable: true }),
        array('StateBatches', '0+', 'StateBatch', [
          int64('FirstOffset', '0+'),
          int64('LastOffset', '0+'),
          int8('DeliveryState', '0+'),
          int16('DeliveryCount', '0+'),
        ]),
      ]),
    ]),
  ],
  response: [
    array('Results', '0+', 'WriteStateResult', [
      uuid('TopicId', '0+'),
      array('Partitions', '0+', 'PartitionResult', [
        int32('Partition', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+', default: null }),
      ]),
    ]),
  ],
});
