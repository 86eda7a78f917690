import { api, array, int16, int32, string } from '../generator/notation.ts';

export default api('OffsetDelete', {
  key: 47,
  versions: '0',
  flexible: 'none',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    array('Topics', '0+', 'OffsetDeleteRequestTopic', [
      string('Name', '0+', { key: true }),
      array('Partitions', '0+', 'OffsetDeleteRequestPartition', [int32('PartitionIndex', '0+')]),
    ]),
  ],
  response: [
    int16('ErrorCode', '0+'),
    int32('ThrottleTimeMs', '0+', { ignorable: true }),
    array('Topics', '0+', 'OffsetDeleteResponseTopic', [
      string('Name', '0+', { key: true }),
      array('Partitions', '0+', 'OffsetDeleteResponsePartition', [
        int32('PartitionIndex', '0+', { key: true }),
        int16('ErrorCode', '0+'),
      ]),
    ]),
  ],
});
