import { array, coordinatorRecord, int64, string } from '../../generator/notation.ts';

export default coordinatorRecord('ConsumerGroupRegularExpression', {
  type: 16,
  key: [string('GroupId', '0'), string('RegularExpression', '0')],
  versions: '0',
  flexible: '0+',
  value: [array('Topics', '0+', 'string'), int64('Version', '0+'), int64('Timestamp', '0+')],
});
