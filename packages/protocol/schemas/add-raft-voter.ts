import { api, array, bool, int16, int32, string, uint16, uuid } from '../generator/notation.ts';

export default api('AddRaftVoter', {
  key: 80,
  versions: '0-1',
  flexible: '0+',
  listeners: ['controller', 'broker'],
  request: [
    string('ClusterId', '0+', { nullable: '0+' }),
    int32('TimeoutMs', '0+'),
    int32('VoterId', '0+'),
    uuid('VoterDirectoryId', '0+'),
    array('Listeners', '0+', 'Listener', [
      string('Name', '0+', { key: true }),
      string('Host', '0+'),
      uint16('Port', '0+'),
    ]),
    bool('AckWhenCommitted', '1+', { default: true }),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', ignorable: true }),
  ],
});
