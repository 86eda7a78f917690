import { api, array, int16, int32, int64, string } from '../generator/notation.ts';

export default api('DescribeTransactions', {
  key: 65,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [array('TransactionalIds', '0+', 'string')],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('TransactionStates', '0+', 'TransactionState', [
      int16('ErrorCode', '0+'),
      string('TransactionalId', '0+'),
      string('TransactionState', '0+'),
      int32('TransactionTimeoutMs', '0+'),
      int64('TransactionStartTimeMs', '0+'),
      int64('ProducerId', '0+'),
      int16('ProducerEpoch', '0+'),
      array('Topics', '0+', 'TopicData', [string('Topic', '0+', { key: true }), array('Partitions', '0+', 'int32')]),
    ]),
  ],
});
