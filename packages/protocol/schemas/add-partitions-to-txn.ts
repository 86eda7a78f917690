import { api, array, bool, int16, int32, int64, string, struct } from '../generator/notation.ts';

const addPartitionsToTxnTopic = struct('AddPartitionsToTxnTopic', [
  string('Name', '0+', { key: true }),
  array('Partitions', '0+', 'int32'),
]);

const addPartitionsToTxnPartitionResult = struct('AddPartitionsToTxnPartitionResult', [
  int32('PartitionIndex', '0+', { key: true }),
  int16('PartitionErrorCode', '0+'),
]);

const addPartitionsToTxnTopicResult = struct('AddPartitionsToTxnTopicResult', [
  string('Name', '0+', { key: true }),
  array('ResultsByPartition', '0+', addPartitionsToTxnPartitionResult),
]);

export default api('AddPartitionsToTxn', {
  key: 24,
  versions: '0-5',
  flexible: '3+',
  listeners: ['broker'],
  request: [
    array('Transactions', '4+', 'AddPartitionsToTxnTransaction', [
      string('TransactionalId', '4+', { key: true }),
      int64('ProducerId', '4+'),
      int16('ProducerEpoch', '4+'),
      bool('VerifyOnly', '4+', { default: false }),
      array('Topics', '4+', addPartitionsToTxnTopic),
    ]),
    string('V3AndBelowTransactionalId', '0-3'),
    int64('V3AndBelowProducerId', '0-3'),
    int16('V3AndBelowProducerEpoch', '0-3'),
    array('V3AndBelowTopics', '0-3', addPartitionsToTxnTopic),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '4+', { ignorable: true }),
    array('ResultsByTransaction', '4+', 'AddPartitionsToTxnResult', [
      string('TransactionalId', '4+', { key: true }),
      array('TopicResults', '4+', addPartitionsToTxnTopicResult),
    ]),
    array('ResultsByTopicV3AndBelow', '0-3', addPartitionsToTxnTopicResult),
  ],
});
