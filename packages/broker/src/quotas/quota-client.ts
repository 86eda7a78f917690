/** Who a request counts for: the user that its connection has authenticated, and the client id that it carries. */
import type { ClientConnection, RequestContext } from '../handlers/handler.ts';
import type { QuotaClient } from './rate-quota.ts';

/** Kafka's name for a user that has not said who it is. */
const ANONYMOUS = 'ANONYMOUS';

export function quotaUser({ principalName = ANONYMOUS }: ClientConnection): string {
  return principalName;
}

export function quotaClient({ connection, clientId }: Pick<RequestContext, 'connection' | 'clientId'>): QuotaClient {
  return { user: quotaUser(connection), clientId: clientId ?? '' };
}
