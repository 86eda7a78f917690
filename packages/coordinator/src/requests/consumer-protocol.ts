/** Whether there are groups of the consumer protocol on this broker at all (B131). */
import type { GroupSettings } from '../group-settings.ts';

export interface ConsumerProtocolSwitches {
  readonly settings: GroupSettings;
  /** The finalized level of the feature `group.version`; from 1 on there are groups of the consumer protocol. */
  readonly groupVersion: () => number;
}

export const consumerProtocolOff = 'The consumer protocol is switched off on this broker.';

export function hasConsumerProtocol({ settings, groupVersion }: ConsumerProtocolSwitches): boolean {
  return settings.groupCoordinatorRebalanceProtocols.includes('consumer') && groupVersion() >= 1;
}
