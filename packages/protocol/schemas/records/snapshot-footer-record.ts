import { data, int16 } from '../../generator/notation.ts';

export default data('SnapshotFooterRecord', {
  versions: '0',
  flexible: '0+',
  fields: [int16('Version', '0+')],
});
