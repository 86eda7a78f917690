import { api, array, bool, int16, int32, int64, string, uint16, uuid } from '../generator/notation.ts';

export default api('BrokerRegistration', {
  key: 62,
  versions: '0-4',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    int32('BrokerId', '0+'),
    string('ClusterId', '0+'),
    uuid('IncarnationId', '0+'),
    array('Listeners', '0+', 'Listener', [
      string('Name', '0+', { key: true }),
      string('Host', '0+'),
      uint16('Port', '0+'),
      int16('SecurityProtocol', '0+'),
    ]),
    array('Features', '0+', 'Feature', [
      string('Name', '0+', { key: true }),
      int16('MinSupportedVersion', '0+'),
      int16('MaxSupportedVersion', '0+'),
    ]),
    string('Rack', '0+', { nullable: '0+' }),
    bool('IsMigratingZkBroker', '1+', { default: false }),
    array('LogDirs', '2+', 'uuid', { ignorable: true }),
    int64('PreviousBrokerEpoch', '3+', { default: -1, ignorable: true }),
  ],
  response: [int32('ThrottleTimeMs', '0+'), int16('ErrorCode', '0+'), int64('BrokerEpoch', '0+', { default: -1 })],
});
