/**
 * What consumers of the classic protocol embed in JoinGroup and SyncGroup: subscriptions and assignments, by topic name.
 * Later versions begin like the last one that is known, as Kafka's clients take them.
 */
import {
  type DataDescriptor,
  encodeVersioned,
  Errors,
  MalformedMessageError,
  Reader,
  type ErrorCode,
} from '@moldau/protocol';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import {
  type ConsumerProtocolSubscription,
  consumerProtocolSubscriptionData,
} from '@moldau/protocol/records/consumer-protocol-subscription';
import type { MemberProtocol } from '../../classic/member.ts';
import type { TopicCatalog } from '../../ports.ts';
import { Refusal } from '../refusal.ts';
import { type TopicPartitions, topicPartitionsOf } from '../topic-partitions.ts';

interface NamedPartitions {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** The subscription under the protocol that the member likes best. Throws a Refusal if there is none that parses. */
export function subscriptionOf(protocols: readonly MemberProtocol[]): ConsumerProtocolSubscription {
  return readEmbedded(
    consumerProtocolSubscriptionData,
    protocols[0]?.metadata ?? Buffer.alloc(0),
    Errors.INCONSISTENT_GROUP_PROTOCOL,
  );
}

/** An assignment of a leader's. Throws a Refusal if it does not parse, or says more than which partitions. */
export function readAssignment(assignment: Buffer, catalog: TopicCatalog, code: ErrorCode): TopicPartitions {
  if (assignment.length === 0) return new Map();
  const { assignedPartitions, userData } = readEmbedded(consumerProtocolAssignmentData, assignment, code);
  if (userData !== null && userData.length > 0) {
    throw new Refusal(code, 'The group uses an assignor of its own, which the broker cannot stand in for.');
  }
  return partitionsById(assignedPartitions, catalog);
}

/** The member's assignment in the version that it writes its subscription in. */
export function writeAssignment(
  assigned: TopicPartitions,
  protocols: readonly MemberProtocol[],
  catalog: TopicCatalog,
): Buffer {
  const metadata = protocols[0]?.metadata;
  const version = metadata === undefined || metadata.length < 2 ? 0 : metadata.readInt16BE(0);
  const assignedPartitions = Array.from(assigned, ([topicId, partitions]) => ({
    topic: catalog.topicById(topicId)?.name ?? '',
    partitions,
  })).filter(({ topic }) => topic !== '');
  return encodeVersioned(
    consumerProtocolAssignmentData,
    { assignedPartitions, userData: null },
    Math.min(version, consumerProtocolAssignmentData.maxVersion),
  );
}

/** Topics that do not exist any more are left out. */
export function partitionsById(list: readonly NamedPartitions[], catalog: TopicCatalog): TopicPartitions {
  return topicPartitionsOf(
    list.flatMap(({ topic, partitions }) => {
      const known = catalog.topicByName(topic);
      return known === undefined ? [] : [{ topicId: known.id, partitions }];
    }),
  );
}

function readEmbedded<Data>(descriptor: DataDescriptor<Data>, buffer: Buffer, code: ErrorCode): Data {
  try {
    const reader = new Reader(buffer);
    const version = reader.readInt16();
    if (version < descriptor.minVersion) throw new MalformedMessageError(`version ${version}`);
    return descriptor.decode(reader, Math.min(version, descriptor.maxVersion));
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
    throw new Refusal(code, `What the member says is not what consumers say: ${error.message}`);
  }
}
