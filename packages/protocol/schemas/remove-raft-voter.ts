import { api, int16, int32, string, uuid } from '../generator/notation.ts';

export default api('RemoveRaftVoter', {
  key: 81,
  versions: '0',
  flexible: '0+',
  listeners: ['controller', 'broker'],
  request: [string('ClusterId', '0+', { nullable: '0+' }), int32('VoterId', '0+'), uuid('VoterDirectoryId', '0+')],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', ignorable: true }),
  ],
});
