import { api, int16, int32, string } from '../generator/notation.ts';

export default api('UnregisterBroker', {
  key: 64,
  versions: '0',
  flexible: '0+',
  listeners: ['broker', 'controller'],
  request: [int32('BrokerId', '0+')],
  response: [int32('ThrottleTimeMs', '0+'), int16('ErrorCode', '0+'), string('ErrorMessage', '0+', { nullable: '0+' })],
});
