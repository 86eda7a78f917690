import { api, array, bool, int16, int32, string, uint16, uuid } from '../generator/notation.ts';

export default api('ControllerRegistration', {
  key: 70,
  versions: '0',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    int32('ControllerId', '0+'),
    uuid('IncarnationId', '0+'),
    bool('ZkMigrationReady', '0+'),
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
  ],
  response: [int32('ThrottleTimeMs', '0+'), int16('ErrorCode', '0+'), string('ErrorMessage', '0+', { nullable: '0+' })],
});
