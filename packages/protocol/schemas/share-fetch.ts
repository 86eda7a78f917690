import { api, array, bool, int8, int16, int32, int64, one, records, string, uuid } from '../generator/notation.ts';

export default api('ShareFetch', {
  key: 78,
  versions: '1-2',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+', { nullable: '0+', default: null }),
    string('MemberId', '0+', { nullable: '0+' }),
    int32('ShareSessionEpoch', '0+'),
    int32('MaxWaitMs', '0+'),
    int32('MinBytes', '0+'),
    int32('MaxBytes', '0+', { default: 0x7fff_ffff }),
    int32('MaxRecords', '1+'),
    int32('BatchSize', '1+'),
    int8('ShareAcquireMode', '2+', { default: 0, ignorable: true }),
    bool('IsRenewAck', '2+', { default: false }),
    array('Topics', '0+', 'FetchTopic', [
      uuid('TopicId', '0+', { key: true }),
      array('Partitions', '0+', 'FetchPartition', [
        int32('PartitionIndex', '0+', { key: true }),
        int32('PartitionMaxBytes', '0'),
        array('AcknowledgementBatches', '0+', 'AcknowledgementBatch', [
          int64('FirstOffset', '0+'),
          int64('LastOffset', '0+'),
          array('AcknowledgeTypes', '0+', 'int8'),
        ]),
      ]),
    ]),
    array('ForgottenTopicsData', '0+', 'ForgottenTopic', [uuid('TopicId', '0+'), array('Partitions', '0+', 'int32')]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    int32('AcquisitionLockTimeoutMs', '1+'),
    array('Responses', '0+', 'ShareFetchableTopicResponse', [
      uuid('TopicId', '0+', { key: true }),
      array('Partitions', '0+', 'PartitionData', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
        string('ErrorMessage', '0+', { nullable: '0+', default: null }),
        int16('AcknowledgeErrorCode', '0+'),
        string('AcknowledgeErrorMessage', '0+', { nullable: '0+', default: null }),
        one('CurrentLeader', '0+', 'LeaderIdAndEpoch', [int32('LeaderId', '0+'), int32('LeaderEpoch', '0+')]),
        records('Records', '0+', { nullable: '0' }),
        array('AcquiredRecords', '0+', 'AcquiredRecords', [
          int64('FirstOffset', '0+'),
          int64('LastOffset', '0+'),
          int16('DeliveryCount', '0+'),
        ]),
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
