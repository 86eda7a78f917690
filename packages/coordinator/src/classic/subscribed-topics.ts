/**
 * The topics that the members of a classic group of type `consumer` subscribe to. Their metadata is the only one we
 * ever look into, and only to know which offsets are in use (B114, B135); what does not parse is let be.
 */
import { MalformedMessageError, Reader } from '@moldau/protocol';

/** The protocol type of consumers. */
export const consumerProtocolType = 'consumer';

/** The union of the subscriptions; null if one of them is not a consumer's. */
export function subscribedTopicsOf(subscriptions: Iterable<Buffer>): ReadonlySet<string> | null {
  const topics = new Set<string>();
  try {
    for (const subscription of subscriptions) {
      for (const topic of topicsOfSubscription(subscription)) topics.add(topic);
    }
  } catch (error) {
    if (error instanceof MalformedMessageError) return null;
    throw error;
  }
  return topics;
}

/** ConsumerProtocolSubscription: every version opens with its number and the topics. */
function topicsOfSubscription(subscription: Buffer): string[] {
  const reader = new Reader(subscription);
  if (reader.readInt16() < 0) throw new MalformedMessageError('a subscription of a negative version');
  return Array.from({ length: reader.readArrayLength() }, () => reader.readString());
}
