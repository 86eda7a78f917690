import { api, array, bool, int8, int16, int32, int64, one, string, struct, uint16 } from '../generator/notation.ts';

const keyValue = struct('KeyValue', [string('Key', '0+'), string('Value', '0+')]);

const topicInfo = struct('TopicInfo', [
  string('Name', '0+'),
  int32('Partitions', '0+'),
  int16('ReplicationFactor', '0+'),
  array('TopicConfigs', '0+', keyValue),
]);

const endpointInRequest = struct('Endpoint', [string('Host', '0+'), uint16('Port', '0+')]);

const taskOffset = struct('TaskOffset', [
  string('SubtopologyId', '0+'),
  int32('Partition', '0+'),
  int64('Offset', '0+'),
]);

const taskIdsInRequest = struct('TaskIds', [string('SubtopologyId', '0+'), array('Partitions', '0+', 'int32')]);

const status = struct('Status', [int8('StatusCode', '0+'), string('StatusDetail', '0+')]);

const topicPartition = struct('TopicPartition', [string('Topic', '0+'), array('Partitions', '0+', 'int32')]);

const taskIdsInResponse = struct('TaskIds', [string('SubtopologyId', '0+'), array('Partitions', '0+', 'int32')]);

const endpointInResponse = struct('Endpoint', [string('Host', '0+'), uint16('Port', '0+')]);

export default api('StreamsGroupHeartbeat', {
  key: 88,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    string('MemberId', '0+'),
    int32('MemberEpoch', '0+'),
    int32('EndpointInformationEpoch', '0+'),
    string('InstanceId', '0+', { nullable: '0+', default: null }),
    string('RackId', '0+', { nullable: '0+', default: null }),
    int32('RebalanceTimeoutMs', '0+', { default: -1 }),
    one('Topology', '0+', 'Topology', { nullable: '0+', default: null }, [
      int32('Epoch', '0+'),
      array('Subtopologies', '0+', 'Subtopology', [
        string('SubtopologyId', '0+'),
        array('SourceTopics', '0+', 'string'),
        array('SourceTopicRegex', '0+', 'string'),
        array('StateChangelogTopics', '0+', topicInfo),
        array('RepartitionSinkTopics', '0+', 'string'),
        array('RepartitionSourceTopics', '0+', topicInfo),
        array('CopartitionGroups', '0+', 'CopartitionGroup', [
          array('SourceTopics', '0+', 'int16'),
          array('SourceTopicRegex', '0+', 'int16'),
          array('RepartitionSourceTopics', '0+', 'int16'),
        ]),
      ]),
    ]),
    array('ActiveTasks', '0+', taskIdsInRequest, { nullable: '0+', default: null }),
    array('StandbyTasks', '0+', taskIdsInRequest, { nullable: '0+', default: null }),
    array('WarmupTasks', '0+', taskIdsInRequest, { nullable: '0+', default: null }),
    string('ProcessId', '0+', { nullable: '0+', default: null }),
    one('UserEndpoint', '0+', endpointInRequest, { nullable: '0+', default: null }),
    array('ClientTags', '0+', keyValue, { nullable: '0+', default: null }),
    array('TaskOffsets', '0+', taskOffset, { nullable: '0+', default: null }),
    array('TaskEndOffsets', '0+', taskOffset, { nullable: '0+', default: null }),
    bool('ShutdownApplication', '0+', { default: false }),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    string('MemberId', '0+'),
    int32('MemberEpoch', '0+'),
    int32('HeartbeatIntervalMs', '0+'),
    int32('AcceptableRecoveryLag', '0+'),
    int32('TaskOffsetIntervalMs', '0+'),
    array('Status', '0+', status, { nullable: '0+', default: null }),
    array('ActiveTasks', '0+', taskIdsInResponse, { nullable: '0+', default: null }),
    array('StandbyTasks', '0+', taskIdsInResponse, { nullable: '0+', default: null }),
    array('WarmupTasks', '0+', taskIdsInResponse, { nullable: '0+', default: null }),
    int32('EndpointInformationEpoch', '0+'),
    array('PartitionsByUserEndpoint', '0+', 'EndpointToPartitions', { nullable: '0+', default: null }, [
      one('UserEndpoint', '0+', endpointInResponse),
      array('ActivePartitions', '0+', topicPartition),
      array('StandbyPartitions', '0+', topicPartition),
    ]),
  ],
});
