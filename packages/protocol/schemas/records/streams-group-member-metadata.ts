import { array, coordinatorRecord, int32, one, string, struct, uint16 } from '../../generator/notation.ts';

const endpoint = struct('Endpoint', [string('Host', '0+'), uint16('Port', '0+')]);

const keyValue = struct('KeyValue', [string('Key', '0+'), string('Value', '0+')]);

export default coordinatorRecord('StreamsGroupMemberMetadata', {
  type: 19,
  key: [string('GroupId', '0'), string('MemberId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    string('InstanceId', '0+', { nullable: '0+' }),
    string('RackId', '0+', { nullable: '0+' }),
    string('ClientId', '0+'),
    string('ClientHost', '0+'),
    int32('RebalanceTimeoutMs', '0+', { default: -1 }),
    int32('TopologyEpoch', '0+'),
    string('ProcessId', '0+'),
    one('UserEndpoint', '0+', endpoint, { nullable: '0+', default: null }),
    array('ClientTags', '0+', keyValue),
  ],
});
