import { api, array, int16, int32, int64, one, records, string, uuid } from '../generator/notation.ts';

export default api('Produce', {
  key: 0,
  versions: '3-13',
  flexible: '9+',
  listeners: ['broker'],
  request: [
    string('TransactionalId', '3+', { nullable: '3+', default: null }),
    int16('Acks', '0+'),
    int32('TimeoutMs', '0+'),
    array('TopicData', '0+', 'TopicProduceData', [
      string('Name', '0-12', { key: true, ignorable: true }),
      uuid('TopicId', '13+', { key: true, ignorable: true }),
      array('PartitionData', '0+', 'PartitionProduceData', [
        int32('Index', '0+'),
        records('Records', '0+', { nullable: '0+' }),
      ]),
    ]),
  ],
  response: [
    array('Responses', '0+', 'TopicProduceResponse', [
      string('Name', '0-12', { key: true, ignorable: true }),
      uuid('TopicId', '13+', { key: true, ignorable: true }),
      array('PartitionResponses', '0+', 'PartitionProduceResponse', [
        int32('Index', '0+'),
        int16('ErrorCode', '0+'),
        int64('BaseOffset', '0+'),
        int64('LogAppendTimeMs', '2+', { default: -1, ignorable: true }),
        int64('LogStartOffset', '5+', { default: -1, ignorable: true }),
        array('RecordErrors', '8+', 'BatchIndexAndErrorMessage', { ignorable: true }, [
          int32('BatchIndex', '8+'),
          string('BatchIndexErrorMessage', '8+', { nullable: '8+', default: null }),
        ]),
        string('ErrorMessage', '8+', { nullable: '8+', default: null, ignorable: true }),
        one('CurrentLeader', '10+', 'LeaderIdAndEpoch', { tag: 0 }, [
          int32('LeaderId', '10+', { default: -1 }),
          int32('LeaderEpoch', '10+', { default: -1 }),
        ]),
      ]),
    ]),
    int32('ThrottleTimeMs', '1+', { default: 0, ignorable: true }),
    array('NodeEndpoints', '10+', 'NodeEndpoint', { tag: 0 }, [
      int32('NodeId', '10+', { key: true }),
      string('Host', '10+'),
      int32('Port', '10+'),
      string('Rack', '10+', { nullable: '10+', default: null }),
    ]),
  ],
});
