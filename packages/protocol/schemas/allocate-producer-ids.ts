import { api, int16, int32, int64 } from '../generator/notation.ts';

export default api('AllocateProducerIds', {
  key: 67,
  versions: '0',
  flexible: '0+',
  listeners: ['controller'],
  request: [int32('BrokerId', '0+'), int64('BrokerEpoch', '0+', { default: -1 })],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    int64('ProducerIdStart', '0+'),
    int32('ProducerIdLen', '0+'),
  ],
});
