import { coordinatorRecord, int32, string } from '../../generator/notation.ts';

export default coordinatorRecord('ConsumerGroupTargetAssignmentMetadata', {
  type: 6,
  key: [string('GroupId', '0')],
  versions: '0',
  flexible: '0+',
  value: [int32('AssignmentEpoch', '0+')],
});
