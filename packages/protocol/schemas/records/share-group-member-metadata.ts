import { array, coordinatorRecord, string } from '../../generator/notation.ts';

export default coordinatorRecord('ShareGroupMemberMetadata', {
  type: 10,
  key: [string('GroupId', '0'), string('MemberId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    string('RackId', '0+', { nullable: '0+' }),
    string('ClientId', '0+'),
    string('ClientHost', '0+'),
    array('SubscribedTopicNames', '0+', 'string'),
  ],
});
