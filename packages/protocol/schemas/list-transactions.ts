import { api, array, int16, int32, int64, string } from '../generator/notation.ts';

export default api('ListTransactions', {
  key: 66,
  versions: '0-2',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    array('StateFilters', '0+', 'string'),
    array('ProducerIdFilters', '0+', 'int64'),
    int64('DurationFilter', '1+', { default: -1 }),
    string('TransactionalIdPattern', '2+', { nullable: '2+', default: null }),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    array('UnknownStateFilters', '0+', 'string'),
    array('TransactionStates', '0+', 'TransactionState', [
      string('TransactionalId', '0+'),
      int64('ProducerId', '0+'),
      string('TransactionState', '0+'),
    ]),
  ],
});
