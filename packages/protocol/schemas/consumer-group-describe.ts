import { api, array, bool, int8, int16, int32, one, string, struct, uuid } from '../generator/notation.ts';

const topicPartitions = struct('TopicPartitions', [
  uuid('TopicId', '0+'),
  string('TopicName', '0+'),
  array('Partitions', '0+', 'int32'),
]);

const assignment = struct('Assignment', [array('TopicPartitions', '0+', topicPartitions)]);

export default api('ConsumerGroupDescribe', {
  key: 69,
  versions: '0-1',
  flexible: '0+',
  listeners: ['broker'],
  request: [array('GroupIds', '0+', 'string'), bool('IncludeAuthorizedOperations', '0+')],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Groups', '0+', 'DescribedGroup', [
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+', default: null }),
      string('GroupId', '0+'),
      string('GroupState', '0+'),
      int32('GroupEpoch', '0+'),
      int32('AssignmentEpoch', '0+'),
      string('AssignorName', '0+'),
      array('Members', '0+', 'Member', [
        string('MemberId', '0+'),
        string('InstanceId', '0+', { nullable: '0+', default: null }),
        string('RackId', '0+', { nullable: '0+', default: null }),
        int32('MemberEpoch', '0+'),
        string('ClientId', '0+'),
        string('ClientHost', '0+'),
        array('SubscribedTopicNames', '0+', 'string'),
        string('SubscribedTopicRegex', '0+', { nullable: '0+', default: null }),
        one('Assignment', '0+', assignment),
        one('TargetAssignment', '0+', assignment),
        int8('MemberType', '1+', { default: -1, ignorable: true }),
      ]),
      int32('AuthorizedOperations', '0+', { default: -0x8000_0000 }),
    ]),
  ],
});
