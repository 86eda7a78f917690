import { api, array, int8, int16, int32, string } from '../generator/notation.ts';

export default api('DescribeAcls', {
  key: 29,
  versions: '1-3',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [
    int8('ResourceTypeFilter', '0+'),
    string('ResourceNameFilter', '0+', { nullable: '0+' }),
    int8('PatternTypeFilter', '1+', { default: 3 }),
    string('PrincipalFilter', '0+', { nullable: '0+' }),
    string('HostFilter', '0+', { nullable: '0+' }),
    int8('Operation', '0+'),
    int8('PermissionType', '0+'),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+' }),
    array('Resources', '0+', 'DescribeAclsResource', [
      int8('ResourceType', '0+'),
      string('ResourceName', '0+'),
      int8('PatternType', '1+', { default: 3 }),
      array('Acls', '0+', 'AclDescription', [
        string('Principal', '0+'),
        string('Host', '0+'),
        int8('Operation', '0+'),
        int8('PermissionType', '0+'),
      ]),
    ]),
  ],
});
