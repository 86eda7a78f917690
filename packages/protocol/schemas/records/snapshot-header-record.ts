import { data, int16, int64 } from '../../generator/notation.ts';

export default data('SnapshotHeaderRecord', {
  versions: '0',
  flexible: '0+',
  fields: [int16('Version', '0+'), int64('LastContainedLogTimestamp', '0+')],
});
