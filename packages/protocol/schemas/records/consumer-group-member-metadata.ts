import { array, bytes, coordinatorRecord, int32, one, string } from '../../generator/notation.ts';

export default coordinatorRecord('ConsumerGroupMemberMetadata', {
  type: 5,
  key: [string('GroupId', '0'), string('MemberId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    string('InstanceId', '0+', { nullable: '0+' }),
    string('RackId', '0+', { nullable: '0+' }),
    string('ClientId', '0+'),
    string('ClientHost', '0+'),
    array('SubscribedTopicNames', '0+', 'string'),
    string('SubscribedTopicRegex', '0+', { nullable: '0+' }),
    int32('RebalanceTimeoutMs', '0+', { default: -1 }),
    string('ServerAssignor', '0+', { nullable: '0+' }),
    one('ClassicMemberMetadata', '0+', 'ClassicMemberMetadata', { nullable: '0+', tag: 0 }, [
      int32('SessionTimeoutMs', '0+'),
      array('SupportedProtocols', '0+', 'ClassicProtocol', [string('Name', '0+'), bytes('Metadata', '0+')]),
    ]),
  ],
});
