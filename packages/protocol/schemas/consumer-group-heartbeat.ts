import { api, array, int16, int32, one, string, struct, uuid } from '../generator/notation.ts';

const topicPartitions = struct('TopicPartitions', [uuid('TopicId', '0+'), array('Partitions', '0+', 'int32')]);

export default api('ConsumerGroupHeartbeat', {
  key: 68,
  versions: '0-1',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    string('MemberId', '0+'),
    int32('MemberEpoch', '0+'),
    string('InstanceId', '0+', { nullable: '0+', default: null }),
    string('RackId', '0+', { nullable: '0+', default: null }),
    int32('RebalanceTimeoutMs', '0+', { default: -1 }),
    array('SubscribedTopicNames', '0+', 'string', { nullable: '0+', default: null }),
    string('SubscribedTopicRegex', '1+', { nullable: '1+', default: null }),
    string('ServerAssignor', '0+', { nullable: '0+', default: null }),
    array('TopicPartitions', '0+', 'TopicPartitions', { nullable: '0+', default: null }, [
      uuid('TopicId', '0+'),
      array('Partitions', '0+', 'int32'),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    string('MemberId', '0+', { nullable: '0+', default: null }),
    int32('MemberEpoch', '0+'),
    int32('HeartbeatIntervalMs', '0+'),
    one('Assignment', '0+', 'Assignment', { nullable: '0+', default: null }, [
      array('TopicPartitions', '0+', topicPartitions),
    ]),
  ],
});
