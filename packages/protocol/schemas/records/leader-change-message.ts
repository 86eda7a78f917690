import { array, data, int16, int32, struct, uuid } from '../../generator/notation.ts';

const voter = struct('Voter', [int32('VoterId', '0+'), uuid('VoterDirectoryId', '1+')]);

export default data('LeaderChangeMessage', {
  versions: '0-1',
  flexible: '0+',
  fields: [
    int16('Version', '0+'),
    int32('LeaderId', '0+'),
    array('Voters', '0+', voter),
    array('GrantingVoters', '0+', voter),
  ],
});
