import { api, array, bytes, int16, int32, int64, string } from '../generator/notation.ts';

export default api('CreateDelegationToken', {
  key: 38,
  versions: '1-3',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [
    string('OwnerPrincipalType', '3+', { nullable: '3+' }),
    string('OwnerPrincipalName', '3+', { nullable: '3+' }),
    array('Renewers', '0+', 'CreatableRenewers', [string('PrincipalType', '0+'), string('PrincipalName', '0+')]),
    int64('MaxLifetimeMs', '0+'),
  ],
  response: [
    int16('ErrorCode', '0+'),
    string('PrincipalType', '0+'),
    string('PrincipalName', '0+'),
    string('TokenRequesterPrincipalType', '3+'),
    string('TokenRequesterPrincipalName', '3+'),
    int64('IssueTimestampMs', '0+'),
    int64('ExpiryTimestampMs', '0+'),
    int64('MaxTimestampMs', '0+'),
    string('TokenId', '0+'),
    bytes('Hmac', '0+'),
    int32('ThrottleTimeMs', '0+'),
  ],
});
