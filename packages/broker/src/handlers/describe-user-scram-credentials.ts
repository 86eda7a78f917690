/**
 * DescribeUserScramCredentials (key 50): nobody has SCRAM credentials here. It is asked together with the quotas of
 * users by kafka-configs.sh.
 */
import { Errors } from '@moldau/protocol';
import type {
  DescribeUserScramCredentialsRequest,
  DescribeUserScramCredentialsResponse,
  DescribeUserScramCredentialsResult,
} from '@moldau/protocol/messages/describe-user-scram-credentials';
import type { Handler } from './handler.ts';

export function describeUserScramCredentialsHandler(): Handler<
  DescribeUserScramCredentialsRequest,
  DescribeUserScramCredentialsResponse
> {
  return ({ users }) => {
    const named = Map.groupBy(users ?? [], ({ name }) => name);
    const results = [...named].map(([user, { length }]) => (length > 1 ? repeated(user) : unknown(user)));
    return { throttleTimeMs: 0, errorCode: Errors.NONE, errorMessage: '', results };
  };
}

function unknown(user: string): DescribeUserScramCredentialsResult {
  const errorMessage = `The user '${user}' has no SCRAM credentials`;
  return { user, errorCode: Errors.RESOURCE_NOT_FOUND, errorMessage, credentialInfos: [] };
}

function repeated(user: string): DescribeUserScramCredentialsResult {
  const errorMessage = `The request names the user '${user}' more than once`;
  return { user, errorCode: Errors.DUPLICATE_RESOURCE, errorMessage, credentialInfos: [] };
}
