import { api, array, bytes, int16, int32, string } from '../generator/notation.ts';

export default api('SyncGroup', {
  key: 14,
  versions: '0-5',
  flexible: '4+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    int32('GenerationId', '0+'),
    string('MemberId', '0+'),
    string('GroupInstanceId', '3+', { nullable: '3+', default: null }),
    string('ProtocolType', '5+', { nullable: '5+', default: null, ignorable: true }),
    string('ProtocolName', '5+', { nullable: '5+', default: null, ignorable: true }),
    array('Assignments', '0+', 'SyncGroupRequestAssignment', [string('MemberId', '0+'), bytes('Assignment', '0+')]),
  ],
  response: [
    int32('ThrottleTimeMs', '1+', { ignorable: true }),
    int16('ErrorCode', '0+'),
    string('ProtocolType', '5+', { nullable: '5+', default: null, ignorable: true }),
    string('ProtocolName', '5+', { nullable: '5+', default: null, ignorable: true }),
    bytes('Assignment', '0+'),
  ],
});
