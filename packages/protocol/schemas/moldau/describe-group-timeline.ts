/**
 * What happened in groups, oldest first: Moldau's own. An event has the fields that its type gives a meaning to
 * (`packages/coordinator/src/timeline/group-event.ts` says which), the others have their defaults and cost nothing.
 */
import { api, array, int16, int32, int64, one, string } from '../../generator/notation.ts';

export default api('DescribeGroupTimeline', {
  key: 10_000,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [array('Groups', '0+', 'string')],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Groups', '0+', 'GroupTimeline', [
      int16('ErrorCode', '0+'),
      string('GroupId', '0+'),
      string('GroupType', '0+'),
      string('GroupState', '0+'),
      int32('ForgottenEvents', '0+'),
      array('Events', '0+', 'TimelineEvent', [
        int64('TimestampMs', '0+'),
        string('Type', '0+'),
        one('Member', '0+', 'EventMember', { nullable: '0+', default: null, tag: 0 }, [
          string('MemberId', '0+'),
          string('GroupInstanceId', '0+', { nullable: '0+' }),
          string('ClientId', '0+'),
          string('ClientHost', '0+'),
        ]),
        string('Reason', '0+', { nullable: '0+', default: null, tag: 1 }),
        int64('TimeoutMs', '0+', { default: -1, tag: 2 }),
        int32('Epoch', '0+', { default: -1, tag: 3 }),
        array('Topics', '0+', 'string', { tag: 4 }),
        array('RemovedTopics', '0+', 'string', { tag: 5 }),
        array('Protocols', '0+', 'string', { tag: 6 }),
        string('MemberId', '0+', { tag: 7 }),
        string('PreviousMemberId', '0+', { tag: 8 }),
        string('PreviousHost', '0+', { tag: 9 }),
        int32('Members', '0+', { default: -1, tag: 10 }),
        int32('Partitions', '0+', { default: -1, tag: 11 }),
        string('LeaderId', '0+', { tag: 12 }),
        string('ProtocolName', '0+', { tag: 13 }),
        int64('DurationMs', '0+', { default: -1, tag: 14 }),
        int64('JoinMs', '0+', { default: -1, tag: 15 }),
        string('LastToJoin', '0+', { tag: 16 }),
        int32('MovedPartitions', '0+', { default: -1, tag: 17 }),
        array('Moves', '0+', 'PartitionMove', { tag: 18 }, [
          string('From', '0+'),
          string('To', '0+'),
          int32('Partitions', '0+'),
        ]),
      ]),
    ]),
  ],
});
