import { api, array, int16, int32, int64, string, uuid } from '../generator/notation.ts';

export default api('AlterShareGroupOffsets', {
  key: 91,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    array('Topics', '0+', 'AlterShareGroupOffsetsRequestTopic', [
      string('TopicName', '0+', { key: true }),
      array('Partitions', '0+', 'AlterShareGroupOffsetsRequestPartition', [
        int32('PartitionIndex', '0+'),
        int64('StartOffset', '0+'),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    array('Responses', '0+', 'AlterShareGroupOffsetsResponseTopic', [
      string('TopicName', '0+', { key: true }),
      uuid('TopicId', '0+'),
      array('Partitions', '0+', 'AlterShareGroupOffsetsResponsePartition', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+', default: null }),
      ]),
    ]),
  ],
});
