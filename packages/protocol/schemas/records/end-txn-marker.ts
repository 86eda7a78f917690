import { data, int32 } from '../../generator/notation.ts';

export default data('EndTxnMarker', {
  versions: '0',
  flexible: 'none',
  fields: [int32('CoordinatorEpoch', '0+')],
});
