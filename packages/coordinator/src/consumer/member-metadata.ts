/** What members say about themselves, and what changes when they say something else. */
import type { ConsumerGroupHeartbeatRequest } from '@moldau/protocol/messages/consumer-group-heartbeat';
import { hasProtocols } from '../classic/member.ts';
import type { ClassicProtocolMember, MemberMetadata } from './consumer-member.ts';

export interface HeartbeatCommand {
  readonly request: ConsumerGroupHeartbeatRequest;
  readonly clientId: string;
  /** `/127.0.0.1` */
  readonly clientHost: string;
}

/** What a heartbeat leaves out stays as it was. Whoever sends one speaks the consumer protocol from now on. */
export function updatedMetadata(
  before: MemberMetadata,
  { request, clientId, clientHost }: HeartbeatCommand,
): MemberMetadata {
  const { rebalanceTimeoutMs, subscribedTopicNames } = request;
  return {
    instanceId: request.instanceId ?? before.instanceId,
    rackId: request.rackId ?? before.rackId,
    clientId,
    clientHost,
    topicNames: subscribedTopicNames === null ? before.topicNames : sortedNames(subscribedTopicNames),
    pattern: request.subscribedTopicRegex ?? before.pattern,
    rebalanceTimeoutMs: rebalanceTimeoutMs === -1 ? before.rebalanceTimeoutMs : rebalanceTimeoutMs,
    serverAssignor: request.serverAssignor ?? before.serverAssignor,
    classic: null,
  };
}

export function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

export function sameMetadata(a: MemberMetadata, b: MemberMetadata): boolean {
  return (
    a.instanceId === b.instanceId &&
    a.rackId === b.rackId &&
    a.clientId === b.clientId &&
    a.clientHost === b.clientHost &&
    a.rebalanceTimeoutMs === b.rebalanceTimeoutMs &&
    a.serverAssignor === b.serverAssignor &&
    sameClassic(a.classic, b.classic) &&
    sameSubscription(a, b)
  );
}

export function sameSubscription(a: MemberMetadata, b: MemberMetadata): boolean {
  return a.pattern === b.pattern && sameTopicNames(a, b);
}

export function sameTopicNames({ topicNames }: MemberMetadata, other: MemberMetadata): boolean {
  if (topicNames === other.topicNames) return true;
  return (
    topicNames.length === other.topicNames.length && topicNames.every((name, index) => name === other.topicNames[index])
  );
}

function sameClassic(a: ClassicProtocolMember | null, b: ClassicProtocolMember | null): boolean {
  if (a === null || b === null) return a === b;
  return a.sessionTimeoutMs === b.sessionTimeoutMs && hasProtocols(a, b.protocols);
}
