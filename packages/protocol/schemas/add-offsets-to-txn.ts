import { api, int16, int32, int64, string } from '../generator/notation.ts';

export default api('AddOffsetsToTxn', {
  key: 25,
  versions: '0-4',
  flexible: '3+',
  listeners: ['broker'],
  request: [
    string('TransactionalId', '0+'),
    int64('ProducerId', '0+'),
    int16('ProducerEpoch', '0+'),
    string('GroupId', '0+'),
  ],
  response: [int32('ThrottleTimeMs', '0+'), int16('ErrorCode', '0+')],
});
