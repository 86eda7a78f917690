import { api, array, int16, int32, one, string, uint16, uuid } from '../generator/notation.ts';

export default api('UpdateRaftVoter', {
  key: 82,
  versions: '0',
  flexible: '0+',
  listeners: ['controller'],
  request: [
    string('ClusterId', '0+', { nullable: '0+' }),
    int32('CurrentLeaderEpoch', '0+'),
    int32('VoterId', '0+'),
    uuid('VoterDirectoryId', '0+'),
    array('Listeners', '0+', 'Listener', [
      string('Name', '0+', { key: true }),
      string('Host', '0+'),
      uint16('Port', '0+'),
    ]),
    one('KRaftVersionFeature', '0+', 'KRaftVersionFeature', [
      int16('MinSupportedVersion', '0+'),
      int16('MaxSupportedVersion', '0+'),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    one('CurrentLeader', '0+', 'CurrentLeader', { tag: 0 }, [
      int32('LeaderId', '0+', { default: -1 }),
      int32('LeaderEpoch', '0+', { default: -1 }),
      string('Host', '0+'),
      int32('Port', '0+'),
    ]),
  ],
});
