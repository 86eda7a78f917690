import { api, bytes, int16 } from '../generator/notation.ts';

export default api('Envelope', {
  key: 58,
  versions: '0',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    bytes('RequestData', '0+'),
    bytes('RequestPrincipal', '0+', { nullable: '0+' }),
    bytes('ClientHostAddress', '0+'),
  ],
  response: [bytes('ResponseData', '0+', { nullable: '0+', default: null }), int16('ErrorCode', '0+')],
});
