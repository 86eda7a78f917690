/** Where clients reach a broker: under the name of the listener that they have come in on themselves (B16, B153). */
import type { BrokerImage } from '@moldau/metadata';
import type { Endpoint } from '@moldau/runtime';
import type { RequestContext } from './handler.ts';

/** This broker, and where each of its clients finds it. */
export interface OwnEndpoints {
  readonly brokerId: number;
  endpointFor(context: RequestContext): Endpoint;
  /** Whether the log of a partition that it leads cannot be used. */
  isOffline?(topic: string, partition: number): boolean;
}

/** `undefined`: not on that listener. */
export function brokerEndpoint(broker: BrokerImage, own: OwnEndpoints, context: RequestContext): Endpoint | undefined {
  return broker.id === own.brokerId ? own.endpointFor(context) : broker.listeners.get(context.listenerName);
}

/** Up, though perhaps on its way out: fenced brokers are shown to nobody but administrators who ask. */
export function isAlive(broker: BrokerImage): boolean {
  return broker.state !== 'FENCED';
}
