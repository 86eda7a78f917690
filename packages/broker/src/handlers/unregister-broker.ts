/** UnregisterBroker (key 64, KIP-631): forgets a broker that has gone for good. */
import type { Controller } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type { UnregisterBrokerRequest, UnregisterBrokerResponse } from '@moldau/protocol/messages/unregister-broker';
import { asAdminError } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface UnregisterBrokerDependencies {
  readonly controller: Pick<Controller, 'unregisterBroker'>;
}

export function unregisterBrokerHandler({
  controller,
}: UnregisterBrokerDependencies): Handler<UnregisterBrokerRequest, UnregisterBrokerResponse> {
  return async ({ brokerId }) => {
    const { error } = await controller.unregisterBroker(brokerId).catch(asAdminError);
    return { throttleTimeMs: 0, errorCode: error?.code ?? Errors.NONE, errorMessage: error?.message ?? '' };
  };
}
