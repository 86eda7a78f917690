import { api, array, int8, int16, int32, string } from '../generator/notation.ts';

export default api('DescribeUserScramCredentials', {
  key: 50,
  versions: '0',
  flexible: '0+',
  listeners: ['broker', 'controller'],
  request: [array('Users', '0+', 'UserName', { nullable: '0+' }, [string('Name', '0+')])],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+' }),
    array('Results', '0+', 'DescribeUserScramCredentialsResult', [
      string('User', '0+'),
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+' }),
      array('CredentialInfos', '0+', 'CredentialInfo', [int8('Mechanism', '0+'), int32('Iterations', '0+')]),
    ]),
  ],
});
