/** DescribeUserScramCredentials where nobody has any. */

import { describeUserScramCredentialsApi } from '@moldau/protocol/messages/describe-user-scram-credentials';
import { type Case, casesOf, type Play } from '../case.ts';

function described(users: readonly string[] | null): Play {
  return async (session, version) => {
    const body = { users: users?.map((name) => ({ name })) ?? null };
    await session.ask('described', describeUserScramCredentialsApi, version, body);
  };
}

export const scramCredentialCases: readonly Case[] = casesOf(describeUserScramCredentialsApi, {
  'all users': described(null),
  'no users': described([]),
  'a user without credentials': described(['ann']),
  'two users without credentials': described(['ann', 'bob']),
  'the same user twice': described(['ann', 'ann']),
  'a user without a name': described(['']),
});
