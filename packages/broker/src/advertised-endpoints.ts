import type { Endpoint } from '@moldau/runtime';
import type { OwnEndpoints } from './handlers/broker-endpoint.ts';
import type { RequestContext } from './handlers/handler.ts';
import type { ListenerSettings } from './settings/listeners.ts';

/**
 * Where clients are told to find this broker: what its listener advertises, else the address that the client itself
 * dialled, which is one that works for it.
 */
export class AdvertisedEndpoints implements OwnEndpoints {
  readonly brokerId: number;
  readonly #advertised: ReadonlyMap<string, Endpoint | undefined>;

  constructor(brokerId: number, listeners: readonly ListenerSettings[]) {
    this.brokerId = brokerId;
    this.#advertised = new Map(listeners.map(({ name, advertised }) => [name, advertised]));
  }

  endpointFor(context: RequestContext): Endpoint {
    return this.#advertised.get(context.listenerName) ?? context.localEndpoint;
  }
}
