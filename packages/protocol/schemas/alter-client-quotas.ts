import { api, array, bool, float64, int16, int32, string } from '../generator/notation.ts';

export default api('AlterClientQuotas', {
  key: 49,
  versions: '0-1',
  flexible: '1+',
  listeners: ['broker', 'controller'],
  request: [
    array('Entries', '0+', 'EntryData', [
      array('Entity', '0+', 'EntityData', [string('EntityType', '0+'), string('EntityName', '0+', { nullable: '0+' })]),
      array('Ops', '0+', 'OpData', [string('Key', '0+'), float64('Value', '0+'), bool('Remove', '0+')]),
    ]),
    bool('ValidateOnly', '0+'),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Entries', '0+', 'EntryData', [
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+' }),
      array('Entity', '0+', 'EntityData', [string('EntityType', '0+'), string('EntityName', '0+', { nullable: '0+' })]),
    ]),
  ],
});
