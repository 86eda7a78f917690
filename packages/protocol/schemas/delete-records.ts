import { api, array, int16, int32, int64, string } from '../generator/notation.ts';

export default api('DeleteRecords', {
  key: 21,
  versions: '0-2',
  flexible: '2+',
  listeners: ['broker'],
  request: [
    array('Topics', '0+', 'DeleteRecordsTopic', [
      string('Name', '0+'),
      array('Partitions', '0+', 'DeleteRecordsPartition', [int32('PartitionIndex', '0+'), int64('Offset', '0+')]),
    ]),
    int32('TimeoutMs', '0+'),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Topics', '0+', 'DeleteRecordsTopicResult', [
      string('Name', '0+', { key: true }),
      array('Partitions', '0+', 'DeleteRecordsPartitionResult', [
        int32('PartitionIndex', '0+', { key: true }),
        int64('LowWatermark', '0+'),
        int16('ErrorCode', '0+'),
      ]),
    ]),
  ],
});
