import { api, array, bool, bytes, int16, int32, string } from '../generator/notation.ts';

export default api('JoinGroup', {
  key: 11,
  versions: '0-9',
  flexible: '6+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    int32('SessionTimeoutMs', '0+'),
    int32('RebalanceTimeoutMs', '1+', { default: -1, ignorable: true }),
    string('MemberId', '0+'),
    string('GroupInstanceId', '5+', { nullable: '5+', default: null }),
    string('ProtocolType', '0+'),
    array('Protocols', '0+', 'JoinGroupRequestProtocol', [
      string('Name', '0+', { key: true }),
      bytes('Metadata', '0+'),
    ]),
    string('Reason', '8+', { nullable: '8+', default: null, ignorable: true }),
  ],
  response: [
    int32('ThrottleTimeMs', '2+', { ignorable: true }),
    int16('ErrorCode', '0+'),
    int32('GenerationId', '0+', { default: -1 }),
    string('ProtocolType', '7+', { nullable: '7+', default: null, ignorable: true }),
    string('ProtocolName', '0+', { nullable: '7+' }),
    string('Leader', '0+'),
    bool('SkipAssignment', '9+', { default: false }),
    string('MemberId', '0+'),
    array('Members', '0+', 'JoinGroupResponseMember', [
      string('MemberId', '0+'),
      string('GroupInstanceId', '5+', { nullable: '5+', default: null, ignorable: true }),
      bytes('Metadata', '0+'),
    ]),
  ],
});
