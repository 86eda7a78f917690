import { api, array, bool, float64, int8, int16, int32, string } from '../generator/notation.ts';

export default api('DescribeClientQuotas', {
  key: 48,
  versions: '0-1',
  flexible: '1+',
  listeners: ['broker'],
  request: [
    array('Components', '0+', 'ComponentData', [
      string('EntityType', '0+'),
      int8('MatchType', '0+'),
      string('Match', '0+', { nullable: '0+' }),
    ]),
    bool('Strict', '0+'),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+' }),
    array('Entries', '0+', 'EntryData', { nullable: '0+' }, [
      array('Entity', '0+', 'EntityData', [string('EntityType', '0+'), string('EntityName', '0+', { nullable: '0+' })]),
      array('Values', '0+', 'ValueData', [string('Key', '0+'), float64('Value', '0+')]),
    ]),
  ],
});
