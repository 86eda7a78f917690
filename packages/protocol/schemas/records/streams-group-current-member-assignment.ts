import { array, coordinatorRecord, int8, int32, string, struct } from '../../generator/notation.ts';

const taskIds = struct('TaskIds', [
  string('SubtopologyId', '0+'),
  array('Partitions', '0+', 'int32'),
  array('AssignmentEpochs', '0+', 'int32', { nullable: '0+', tag: 0 }),
]);

export default coordinatorRecord('StreamsGroupCurrentMemberAssignment', {
  type: 22,
  key: [string('GroupId', '0'), string('MemberId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    int32('MemberEpoch', '0+'),
    int32('PreviousMemberEpoch', '0+'),
    int8('State', '0+'),
    array('ActiveTasks', '0+', taskIds),
    array('StandbyTasks', '0+', taskIds),
    array('WarmupTasks', '0+', taskIds),
    array('ActiveTasksPendingRevocation', '0+', taskIds),
    array('StandbyTasksPendingRevocation', '0+', taskIds),
    array('WarmupTasksPendingRevocation', '0+', taskIds),
  ],
});
