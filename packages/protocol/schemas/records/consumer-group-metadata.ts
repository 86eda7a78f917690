import { coordinatorRecord, int32, int64, string } from '../../generator/notation.ts';

export default coordinatorRecord('ConsumerGroupMetadata', {
  type: 3,
  key: [string('GroupId', '0')],
  versions: '0',
  flexible: '0+',
  value: [int32('Epoch', '0+'), int64('MetadataHash', '0+', { tag: 0, default: 0 })],
});
