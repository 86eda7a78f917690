import { api, bool, int16, int32, int64, string } from '../generator/notation.ts';

export default api('EndTxn', {
  key: 26,
  versions: '0-5',
  flexible: '3+',
  listeners: ['broker'],
  request: [
    string('TransactionalId', '0+'),
    int64('ProducerId', '0+'),
    int16('ProducerEpoch', '0+'),
    bool('Committed', '0+'),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    int64('ProducerId', '5+', { default: -1, ignorable: true }),
    int16('ProducerEpoch', '5+', { default: -1, ignorable: true }),
  ],
});
