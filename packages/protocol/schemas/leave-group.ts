import { api, array, int16, int32, string } from '../generator/notation.ts';

export default api('LeaveGroup', {
  key: 13,
  versions: '0-5',
  flexible: '4+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    string('MemberId', '0-2'),
    array('Members', '3+', 'MemberIdentity', [
      string('MemberId', '3+'),
      string('GroupInstanceId', '3+', { nullable: '3+', default: null }),
      string('Reason', '5+', { nullable: '5+', default: null, ignorable: true }),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '1+', { ignorable: true }),
    int16('ErrorCode', '0+'),
    array('Members', '3+', 'MemberResponse', [
      string('MemberId', '3+'),
      string('GroupInstanceId', '3+', { nullable: '3+' }),
      int16('ErrorCode', '3+'),
    ]),
  ],
});
