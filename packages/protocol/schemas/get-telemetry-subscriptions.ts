import { api, array, bool, int16, int32, uuid } from '../generator/notation.ts';

export default api('GetTelemetrySubscriptions', {
  key: 71,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [uuid('ClientInstanceId', '0+')],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    uuid('ClientInstanceId', '0+'),
    int32('SubscriptionId', '0+'),
    array('AcceptedCompressionTypes', '0+', 'int8'),
    int32('PushIntervalMs', '0+'),
    int32('TelemetryMaxBytes', '0+'),
    bool('DeltaTemporality', '0+'),
    array('RequestedMetrics', '0+', 'string'),
  ],
});
