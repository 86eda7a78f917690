import { array, coordinatorRecord, string, struct } from '../../generator/notation.ts';

const taskIds = struct('TaskIds', [string('SubtopologyId', '0+'), array('Partitions', '0+', 'int32')]);

export default coordinatorRecord('StreamsGroupTargetAssignmentMember', {
  type: 21,
  key: [string('GroupId', '0'), string('MemberId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    array('ActiveTasks', '0+', taskIds),
    array('StandbyTasks', '0+', taskIds),
    array('WarmupTasks', '0+', taskIds),
  ],
});
