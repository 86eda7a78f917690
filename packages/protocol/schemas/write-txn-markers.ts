import { api, array, bool, int8, int16, int32, int64, string } from '../generator/notation.ts';

export default api('WriteTxnMarkers', {
  key: 27,
  versions: '1-2',
  flexible: '1+',
  listeners: ['broker'],
  request: [
    array('Markers', '0+', 'WritableTxnMarker', [
      int64('ProducerId', '0+'),
      int16('ProducerEpoch', '0+'),
      bool('TransactionResult', '0+'),
      array('Topics', '0+', 'WritableTxnMarkerTopic', [string('Name', '0+'), array('PartitionIndexes', '0+', 'int32')]),
      int32('CoordinatorEpoch', '0+'),
      int8('TransactionVersion', '2+', { default: 0, ignorable: true }),
    ]),
  ],
  response: [
    array('Markers', '0+', 'WritableTxnMarkerResult', [
      int64('ProducerId', '0+'),
      array('Topics', '0+', 'WritableTxnMarkerTopicResult', [
        string('Name', '0+'),
        array('Partitions', '0+', 'WritableTxnMarkerPartitionResult', [
          int32('PartitionIndex', '0+'),
          int16('ErrorCode', '0+'),
        ]),
      ]),
    ]),
  ],
});
