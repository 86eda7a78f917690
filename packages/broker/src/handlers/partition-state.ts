/** A partition's leader and replicas as Metadata and DescribeTopicPartitions tell them to clients. */
import type { ClusterImage, PartitionImage } from '@moldau/metadata';
import { type ErrorCode, Errors } from '@moldau/protocol';
import { brokerEndpoint, isAlive, type OwnEndpoints } from './broker-endpoint.ts';
import type { RequestContext } from './handler.ts';

export interface PartitionState {
  readonly errorCode: ErrorCode;
  /** -1 when the leader cannot be reached on the caller's listener. */
  readonly leaderId: number;
  readonly offlineReplicas: readonly number[];
}

/** From this version of Metadata on a leader without the caller's listener has an error of its own. */
const LISTENER_NOT_FOUND_FROM = 6;

/** @param isOffline this broker has a replica whose log cannot be used (B159) */
export function partitionState(
  image: ClusterImage,
  partition: PartitionImage,
  own: OwnEndpoints,
  context: RequestContext,
  isOffline: boolean,
): PartitionState {
  const isReachable = (id: number): boolean => {
    if (isOffline && id === own.brokerId) return false;
    const broker = image.brokers.get(id);
    return broker !== undefined && isAlive(broker) && brokerEndpoint(broker, own, context) !== undefined;
  };
  const offlineReplicas = partition.replicas.filter((id) => !isReachable(id));
  if (isReachable(partition.leader)) return { errorCode: Errors.NONE, leaderId: partition.leader, offlineReplicas };
  const leader = image.brokers.get(partition.leader);
  const isUp = leader !== undefined && isAlive(leader) && !isOffline;
  const errorCode = isUp ? Errors.LISTENER_NOT_FOUND : Errors.LEADER_NOT_AVAILABLE;
  return { errorCode, leaderId: -1, offlineReplicas };
}

/** The error in terms of old Metadata versions. */
export function forMetadataVersion(errorCode: ErrorCode, version: number): ErrorCode {
  if (errorCode === Errors.LISTENER_NOT_FOUND && version < LISTENER_NOT_FOUND_FROM) return Errors.LEADER_NOT_AVAILABLE;
  return errorCode;
}
