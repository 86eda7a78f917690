import { api, array, int16, string } from '../generator/notation.ts';

export default api('SaslHandshake', {
  key: 17,
  versions: '0-1',
  flexible: 'none',
  listeners: ['broker', 'controller'],
  request: [string('Mechanism', '0+')],
  response: [int16('ErrorCode', '0+'), array('Mechanisms', '0+', 'string')],
});
