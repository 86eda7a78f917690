import { api, array, bool, int16, int32, int64 } from '../generator/notation.ts';

export default api('BrokerHeartbeat', {
  key: 63,
  versions: '0-1',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    int32('BrokerId', '0+'),
    int64('BrokerEpoch', '0+', { default: -1 }),
    int64('CurrentMetadataOffset', '0+'),
    bool('WantFence', '0+'),
    bool('WantShutDown', '0+'),
    array('OfflineLogDirs', '1+', 'uuid', { tag: 0 }),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    bool('IsCaughtUp', '0+', { default: false }),
    bool('IsFenced', '0+', { default: true }),
    bool('ShouldShutDown', '0+'),
  ],
});
