import { coordinatorRecord, int32, int64, string, uuid } from '../../generator/notation.ts';

export default coordinatorRecord('OffsetCommit', {
  type: 1,
  key: [string('group', '0'), string('topic', '0'), int32('partition', '0')],
  versions: '0-4',
  flexible: '4+',
  value: [
    int64('offset', '0+', { as: 'bigint' }),
    int32('leaderEpoch', '3+', { default: -1, ignorable: true }),
    string('metadata', '0+'),
    int64('commitTimestamp', '0+'),
    int64('expireTimestamp', '1', { default: -1, ignorable: true }),
    uuid('topicId', '4+', { tag: 0, ignorable: true }),
  ],
});
