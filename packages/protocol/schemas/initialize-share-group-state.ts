import { api, array, int16, int32, int64, string, uuid } from '../generator/notation.ts';

export default api('InitializeShareGroupState', {
  key: 83,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    array('Topics', '0+', 'InitializeStateData', [
      uuid('TopicId', '0+'),
      array('Partitions', '0+', 'PartitionData', [
        int32('Partition', '0+'),
        int32('StateEpoch', '0+'),
        int64('StartOffset', '0+'),
      ]),
    ]),
  ],
  response: [
    array('Results', '0+', 'InitializeStateResult', [
      uuid('TopicId', '0+'),
      array('Partitions', '0+', 'PartitionResult', [
        int32('Partition', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+', default: null }),
      ]),
    ]),
  ],
});
