import { api, array, bytes, int16, int32, int64, string } from '../generator/notation.ts';

export default api('DescribeDelegationToken', {
  key: 41,
  versions: '1-3',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [
    array('Owners', '0+', 'DescribeDelegationTokenOwner', { nullable: '0+' }, [
      string('PrincipalType', '0+'),
      string('PrincipalName', '0+'),
    ]),
  ],
  response: [
    int16('ErrorCode', '0+'),
    array('Tokens', '0+', 'DescribedDelegationToken', [
      string('PrincipalType', '0+'),
      string('PrincipalName', '0+'),
      string('TokenRequesterPrincipalType', '3+'),
      string('TokenRequesterPrincipalName', '3+'),
      int64('IssueTimestamp', '0+'),
      int64('ExpiryTimestamp', '0+'),
      int64('MaxTimestamp', '0+'),
      string('TokenId', '0+'),
      bytes('Hmac', '0+'),
      array('Renewers', '0+', 'DescribedDelegationTokenRenewer', [
        string('PrincipalType', '0+'),
        string('PrincipalName', '0+'),
      ]),
    ]),
    int32('ThrottleTimeMs', '0+'),
  ],
});
