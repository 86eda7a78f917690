import { array, coordinatorRecord, int8, int16, int32, int64, string, uuid } from '../../generator/notation.ts';

export default coordinatorRecord('ShareSnapshot', {
  type: 0,
  key: [string('GroupId', '0'), uuid('TopicId', '0'), int32('Partition', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    int32('SnapshotEpoch', '0+'),
    int32('StateEpoch', '0+'),
    int32('LeaderEpoch', '0+'),
    int64('StartOffset', '0+'),
    int32('DeliveryCompleteCount', '0+', { tag: 0, default: -1 }),
    int64('CreateTimestamp', '0+'),
    int64('WriteTimestamp', '0+'),
    array('StateBatches', '0+', 'StateBatch', [
      int64('FirstOffset', '0+'),
      int64('LastOffset', '0+'),
      int8('DeliveryState', '0+'),
      int16('DeliveryCount', '0+'),
    ]),
  ],
});
