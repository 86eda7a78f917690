import { api, bool, bytes, int8, int16, int32, uuid } from '../generator/notation.ts';

export default api('PushTelemetry', {
  key: 72,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    uuid('ClientInstanceId', '0+'),
    int32('SubscriptionId', '0+'),
    bool('Terminating', '0+'),
    int8('CompressionType', '0+'),
    bytes('Metrics', '0+'),
  ],
  response: [int32('ThrottleTimeMs', '0+'), int16('ErrorCode', '0+')],
});
