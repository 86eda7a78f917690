import { api, array, bool, bytes, int16, int32, string } from '../generator/notation.ts';

export default api('DescribeGroups', {
  key: 15,
  versions: '0-6',
  flexible: '5+',
  listeners: ['broker'],
  request: [array('Groups', '0+', 'string'), bool('IncludeAuthorizedOperations', '3+')],
  response: [
    int32('ThrottleTimeMs', '1+', { ignorable: true }),
    array('Groups', '0+', 'DescribedGroup', [
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '6+', { nullable: '6+', default: null }),
      string('GroupId', '0+'),
      string('GroupState', '0+'),
      string('ProtocolType', '0+'),
      string('ProtocolData', '0+'),
      array('Members', '0+', 'DescribedGroupMember', [
        string('MemberId', '0+'),
        string('GroupInstanceId', '4+', { nullable: '4+', default: null, ignorable: true }),
        string('ClientId', '0+'),
        string('ClientHost', '0+'),
        bytes('MemberMetadata', '0+'),
        bytes('MemberAssignment', '0+'),
      ]),
      int32('AuthorizedOperations', '3+', { default: -0x8000_0000 }),
    ]),
  ],
});
