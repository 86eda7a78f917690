import { api, bytes, int16, int64, string } from '../generator/notation.ts';

export default api('SaslAuthenticate', {
  key: 36,
  versions: '0-2',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [bytes('AuthBytes', '0+')],
  response: [
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+' }),
    bytes('AuthBytes', '0+'),
    int64('SessionLifetimeMs', '1+', { default: 0, ignorable: true }),
  ],
});
