import { api, array, bool, int16, int32, int64, one, string, uuid } from '../generator/notation.ts';

export default api('ShareAcknowledge', {
  key: 79,
  versions: '1-2',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+', { nullable: '0+', default: null }),
    string('MemberId', '0+', { nullable: '0+' }),
    int32('ShareSessionEpoch', '0+'),
    bool('IsRenewAck', '2+', { default: false }),
    array('Topics', '0+', 'AcknowledgeTopic', [
      uuid('TopicId', '0+', { key: true }),
      array('Partitions', '0+', 'AcknowledgePartition', [
        int32('PartitionIndex', '0+', { key: true }),
        array('AcknowledgementBatches', '0+', 'AcknowledgementBatch', [
          int64('FirstOffset', '0+'),
          int64('LastOffset', '0+'),
          array('AcknowledgeTypes', '0+', 'int8'),
        ]),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    int32('AcquisitionLockTimeoutMs', '2+', { ignorable: true }),
    array('Responses', '0+', 'ShareAcknowledgeTopicResponse', [
      uuid('TopicId', '0+', { key: true }),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+', default: null }),
        one('CurrentLeader', '0+', 'LeaderIdAndEpoch', [int32('LeaderId', '0+'), int32('LeaderEpoch', '0+')]),
      ]),
    ]),
    array('NodeEndpoints', '0+', 'NodeEndpoint', [
      int32('NodeId', '0+', { key: true }),
      string('Host', '0+'),
      int32('Port', '0+'),
      string('Rack', '0+', { nullable: '0+', default: null }),
    ]),
  ],
});
