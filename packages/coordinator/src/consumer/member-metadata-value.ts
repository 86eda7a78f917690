/** What a member said about itself, as its record (key 5) has it. */
import type { ConsumerGroupMemberMetadataValue } from '@moldau/protocol/records/consumer-group-member-metadata';
import type { MemberMetadata } from './consumer-member.ts';

export function memberMetadataValue(metadata: MemberMetadata): ConsumerGroupMemberMetadataValue {
  const { classic } = metadata;
  return {
    instanceId: metadata.instanceId,
    rackId: metadata.rackId,
    clientId: metadata.clientId,
    clientHost: metadata.clientHost,
    subscribedTopicNames: metadata.topicNames,
    subscribedTopicRegex: metadata.pattern,
    rebalanceTimeoutMs: metadata.rebalanceTimeoutMs,
    serverAssignor: metadata.serverAssignor,
    classicMemberMetadata: classic && {
      sessionTimeoutMs: classic.sessionTimeoutMs,
      supportedProtocols: classic.protocols,
    },
  };
}

/** Buffers are copied: the value may be a view of a large read. */
export function memberMetadataOf(value: ConsumerGroupMemberMetadataValue): MemberMetadata {
  const classic = value.classicMemberMetadata ?? null;
  return {
    instanceId: value.instanceId,
    rackId: value.rackId,
    clientId: value.clientId,
    clientHost: value.clientHost,
    topicNames: value.subscribedTopicNames.toSorted(),
    pattern: value.subscribedTopicRegex ?? '',
    rebalanceTimeoutMs: value.rebalanceTimeoutMs,
    serverAssignor: value.serverAssignor,
    classic: classic && {
      sessionTimeoutMs: classic.sessionTimeoutMs,
      protocols: classic.supportedProtocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })),
    },
  };
}
