/** Where clients reach a broker: under the name of the listener that they have come in on themselves (B16, B153). */
import type { BrokerImage } from '@moldau/metadata';
import type { Endpoint } from '@moldau/runtime';
import type { RequestContext } from './handler.ts';

/**
 * `undefined`: not on that listener. A listener registered with the host `''` advertises nothing: clients of this very
 * broker are told the address that they have dialled.
 */
export function brokerEndpoint(broker: BrokerImage, selfId: number, context: RequestContext): Endpoint | undefined {
  const listener = broker.listeners.get(context.listenerName);
  if (listener === undefined || listener.host !== '') return listener;
  return broker.id === selfId ? context.localEndpoint : undefined;
}

/** Up, though perhaps on its way out: fenced brokers are shown to nobody but administrators who ask. */
export function isAlive(broker: BrokerImage): boolean {
  return broker.state !== 'FENCED';
}
