import { array, coordinatorRecord, int32, int64, string, struct } from '../../generator/notation.ts';

const lastAssignmentConfig = struct('LastAssignmentConfig', [string('Key', '0+'), string('Value', '0+')]);

export default coordinatorRecord('StreamsGroupMetadata', {
  type: 17,
  key: [string('GroupId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    int32('Epoch', '0+'),
    int64('MetadataHash', '0+'),
    int32('ValidatedTopologyEpoch', '0+', { tag: 0, default: -1 }),
    array('LastAssignmentConfigs', '0+', lastAssignmentConfig, { nullable: '0+', tag: 1 }),
  ],
});
