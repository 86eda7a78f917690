import { array, data, int16, int32, one, string, uint16, uuid } from '../../generator/notation.ts';

export default data('VotersRecord', {
  versions: '0',
  flexible: '0+',
  fields: [
    int16('Version', '0+'),
    array('Voters', '0+', 'Voter', [
      int32('VoterId', '0+'),
      uuid('VoterDirectoryId', '0+'),
      array('Endpoints', '0+', 'Endpoint', [
        string('Name', '0+', { key: true }),
        string('Host', '0+'),
        uint16('Port', '0+'),
      ]),
      one('KRaftVersionFeature', '0+', 'KRaftVersionFeature', [
        int16('MinSupportedVersion', '0+'),
        int16('MaxSupportedVersion', '0+'),
      ]),
    ]),
  ],
});
