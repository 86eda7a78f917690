import { api, array, int16, int32, int64, string } from '../generator/notation.ts';

export default api('DescribeProducers', {
  key: 61,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [array('Topics', '0+', 'TopicRequest', [string('Name', '0+'), array('PartitionIndexes', '0+', 'int32')])],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Topics', '0+', 'TopicResponse', [
      string('Name', '0+'),
      array('Partitions', '0+', 'PartitionResponse', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+', default: null }),
        array('ActiveProducers', '0+', 'ProducerState', [
          int64('ProducerId', '0+'),
          int32('ProducerEpoch', '0+'),
          int32('LastSequence', '0+', { default: -1 }),
          int64('LastTimestamp', '0+', { default: -1 }),
          int32('CoordinatorEpoch', '0+'),
          int64('CurrentTxnStartOffset', '0+', { default: -1 }),
        ]),
      ]),
    ]),
  ],
});
