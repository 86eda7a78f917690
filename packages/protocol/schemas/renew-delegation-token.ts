import { api, bytes, int16, int32, int64 } from '../generator/notation.ts';

export default api('RenewDelegationToken', {
  key: 39,
  versions: '1-2',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [bytes('Hmac', '0+'), int64('RenewPeriodMs', '0+')],
  response: [int16('ErrorCode', '0+'), int64('ExpiryTimestampMs', '0+'), int32('ThrottleTimeMs', '0+')],
});
