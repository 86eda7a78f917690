import { api, array, int8, int16, int32, string } from '../generator/notation.ts';

export default api('CreateAcls', {
  key: 30,
  versions: '1-3',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [
    array('Creations', '0+', 'AclCreation', [
      int8('ResourceType', '0+'),
      string('ResourceName', '0+'),
      int8('ResourcePatternType', '1+', { default: 3 }),
      string('Principal', '0+'),
      string('Host', '0+'),
      int8('Operation', '0+'),
      int8('PermissionType', '0+'),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Results', '0+', 'AclCreationResult', [
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+' }),
    ]),
  ],
});
