import { api, int16, int32, string } from '../generator/notation.ts';

export default api('Heartbeat', {
  key: 12,
  versions: '0-4',
  flexible: '4+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    int32('GenerationId', '0+'),
    string('MemberId', '0+'),
    string('GroupInstanceId', '3+', { nullable: '3+', default: null }),
  ],
  response: [int32('ThrottleTimeMs', '1+', { ignorable: true }), int16('ErrorCode', '0+')],
});
