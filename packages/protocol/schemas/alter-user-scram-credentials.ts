import { api, array, bytes, int8, int16, int32, string } from '../generator/notation.ts';

export default api('AlterUserScramCredentials', {
  key: 51,
  versions: '0',
  flexible: '0+',
  listeners: ['broker', 'controller'],
  request: [
    array('Deletions', '0+', 'ScramCredentialDeletion', [string('Name', '0+'), int8('Mechanism', '0+')]),
    array('Upsertions', '0+', 'ScramCredentialUpsertion', [
      string('Name', '0+'),
      int8('Mechanism', '0+'),
      int32('Iterations', '0+'),
      bytes('Salt', '0+'),
      bytes('SaltedPassword', '0+'),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Results', '0+', 'AlterUserScramCredentialsResult', [
      string('User', '0+'),
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+' }),
    ]),
  ],
});
