import { api, bool, int16, int32, int64, string } from '../generator/notation.ts';

export default api('InitProducerId', {
  key: 22,
  versions: '0-6',
  flexible: '2+',
  listeners: ['broker'],
  latestVersionUnstable: true,
  request: [
    string('TransactionalId', '0+', { nullable: '0+' }),
    int32('TransactionTimeoutMs', '0+'),
    int64('ProducerId', '3+', { default: -1 }),
    int16('ProducerEpoch', '3+', { default: -1 }),
    bool('Enable2Pc', '6+', { default: false }),
    bool('KeepPreparedTxn', '6+', { default: false }),
  ],
  response: [
    int32('ThrottleTimeMs', '0+', { ignorable: true }),
    int16('ErrorCode', '0+'),
    int64('ProducerId', '0+', { default: -1 }),
    int16('ProducerEpoch', '0+'),
    int64('OngoingTxnProducerId', '6+', { default: -1 }),
    int16('OngoingTxnProducerEpoch', '6+', { default: -1 }),
  ],
});
