import { coordinatorRecord, int32, int64, string } from '../../generator/notation.ts';

export default coordinatorRecord('LegacyOffsetCommit', {
  type: 0,
  key: [string('group', '0'), string('topic', '0'), int32('partition', '0')],
  versions: '0',
  flexible: 'none',
  value: [int64('offset', '0'), string('metadata', '0'), int64('commitTimestamp', '0')],
});
