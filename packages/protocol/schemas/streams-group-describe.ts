import { api, array, bool, int16, int32, int64, one, string, struct, uint16 } from '../generator/notation.ts';

const endpoint = struct('Endpoint', [string('Host', '0+'), uint16('Port', '0+')]);

const taskOffset = struct('TaskOffset', [
  string('SubtopologyId', '0+'),
  int32('Partition', '0+'),
  int64('Offset', '0+'),
]);

const taskIds = struct('TaskIds', [string('SubtopologyId', '0+'), array('Partitions', '0+', 'int32')]);

const assignment = struct('Assignment', [
  array('ActiveTasks', '0+', taskIds),
  array('StandbyTasks', '0+', taskIds),
  array('WarmupTasks', '0+', taskIds),
]);

const keyValue = struct('KeyValue', [string('Key', '0+'), string('Value', '0+')]);

const topicInfo = struct('TopicInfo', [
  string('Name', '0+'),
  int32('Partitions', '0+'),
  int16('ReplicationFactor', '0+'),
  array('TopicConfigs', '0+', keyValue),
]);

export default api('StreamsGroupDescribe', {
  key: 89,
  versions: '0',
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
      one('Topology', '0+', 'Topology', { nullable: '0+', default: null }, [
        int32('Epoch', '0+'),
        array('Subtopologies', '0+', 'Subtopology', { nullable: '0+', default: null }, [
          string('SubtopologyId', '0+'),
          array('SourceTopics', '0+', 'string'),
          array('RepartitionSinkTopics', '0+', 'string'),
          array('StateChangelogTopics', '0+', topicInfo),
          array('RepartitionSourceTopics', '0+', topicInfo),
        ]),
      ]),
      array('Members', '0+', 'Member', [
        string('MemberId', '0+'),
        int32('MemberEpoch', '0+'),
        string('InstanceId', '0+', { nullable: '0+', default: null }),
        string('RackId', '0+', { nullable: '0+', default: null }),
        string('ClientId', '0+'),
        string('ClientHost', '0+'),
        int32('TopologyEpoch', '0+'),
        string('ProcessId', '0+'),
        one('UserEndpoint', '0+', endpoint, { nullable: '0+', default: null }),
        array('ClientTags', '0+', keyValue),
        array('TaskOffsets', '0+', taskOffset),
        array('TaskEndOffsets', '0+', taskOffset),
        one('Assignment', '0+', assignment),
        one('TargetAssignment', '0+', assignment),
        bool('IsClassic', '0+'),
      ]),
      int32('AuthorizedOperations', '0+', { default: -0x8000_0000 }),
    ]),
  ],
});
