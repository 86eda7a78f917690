import { array, bytes, coordinatorRecord, int32, int64, string, struct } from '../../generator/notation.ts';

const memberMetadata = struct('MemberMetadata', [
  string('memberId', '0+'),
  string('groupInstanceId', '3+', { nullable: '3+', default: null, ignorable: true }),
  string('clientId', '0+'),
  string('clientHost', '0+'),
  int32('rebalanceTimeout', '1+', { default: -1, ignorable: true }),
  int32('sessionTimeout', '0+'),
  bytes('subscription', '0+'),
  bytes('assignment', '0+'),
]);

export default coordinatorRecord('GroupMetadata', {
  type: 2,
  key: [string('group', '0')],
  versions: '0-4',
  flexible: '4+',
  value: [
    string('protocolType', '0+'),
    int32('generation', '0+'),
    string('protocol', '0+', { nullable: '0+' }),
    string('leader', '0+', { nullable: '0+' }),
    int64('currentStateTimestamp', '2+', { default: -1, ignorable: true }),
    array('members', '0+', memberMetadata),
  ],
});
