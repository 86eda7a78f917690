/**
 * Metadata (key 3): which brokers there are and who leads which partition, from this broker's image of the cluster
 * (B17–B32). Topics that are asked for by name and do not exist are created when both sides allow it.
 */
import { topicNameProblem } from '@moldau/cluster';
import { type ClusterImage, INTERNAL_TOPICS, type TopicImage } from '@moldau/metadata';
import { type ErrorCode, Errors, ProtocolError, ZERO_UUID } from '@moldau/protocol';
import type {
  MetadataRequest,
  MetadataRequestTopic,
  MetadataResponse,
  MetadataResponseBroker,
  MetadataResponsePartition,
  MetadataResponseTopic,
} from '@moldau/protocol/messages/metadata';
import { OPERATIONS_NOT_REQUESTED } from './admin-request.ts';
import { ALL_CLUSTER_OPERATIONS, ALL_TOPIC_OPERATIONS } from './authorized-operations.ts';
import { brokerEndpoint, isAlive, type OwnEndpoints } from './broker-endpoint.ts';
import type { Handler, RequestContext } from './handler.ts';
import { forMetadataVersion, partitionState } from './partition-state.ts';

export interface MetadataDependencies {
  readonly endpoints: OwnEndpoints;
  readonly image: () => ClusterImage;
  /**
   * Creates topics with the broker's defaults and resolves when the image has those that could be created;
   * undefined when `auto.create.topics.enable` is false.
   */
  readonly autoCreateTopics: ((names: readonly string[], context: RequestContext) => Promise<void>) | undefined;
}

const TOPIC_IDS_FROM = 12;

export function metadataHandler(dependencies: MetadataDependencies): Handler<MetadataRequest, MetadataResponse> {
  return (request, context) => {
    const invalid = invalidTopics(request, context.apiVersion);
    if (invalid !== undefined) return invalid;
    const missing = missingNames(dependencies, request, context.apiVersion);
    if (missing.length === 0) return describe(dependencies, request, context);
    return autoCreate(dependencies, missing, context).then(() => describe(dependencies, request, context));
  };
}

async function autoCreate(
  { autoCreateTopics }: MetadataDependencies,
  names: readonly string[],
  context: RequestContext,
): Promise<void> {
  try {
    await autoCreateTopics?.(names, context);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    // Told as an unknown topic, which clients ask for again.
  }
}

/** Topic ids are for version 12 and later, and there a topic has a name or an id (B25). */
function invalidTopics(request: MetadataRequest, version: number): MetadataResponse | undefined {
  const topics = request.topics ?? [];
  const isInvalid = ({ topicId, name }: MetadataRequestTopic): boolean =>
    name === null
      ? version < TOPIC_IDS_FROM || topicId === ZERO_UUID
      : version < TOPIC_IDS_FROM && topicId !== ZERO_UUID;
  if (!topics.some(isInvalid)) return undefined;
  const errorCode = Errors.INVALID_REQUEST;
  const told = topics.map(({ name, topicId }) => ({ ...unavailable(errorCode, name ?? ''), topicId }));
  return {
    throttleTimeMs: 0,
    brokers: [],
    clusterId: null,
    controllerId: -1,
    topics: told,
    clusterAuthorizedOperations: OPERATIONS_NOT_REQUESTED,
    errorCode,
  };
}

function missingNames(dependencies: MetadataDependencies, request: MetadataRequest, version: number): string[] {
  if (dependencies.autoCreateTopics === undefined || !request.allowAutoTopicCreation) return [];
  if (wantsAll(request, version) || wantsIds(request)) return [];
  const { topicsByName } = dependencies.image();
  return namesOf(request).filter((name) => !topicsByName.has(name) && topicNameProblem(name) === undefined);
}

/** B17. */
function wantsAll({ topics }: MetadataRequest, version: number): boolean {
  return topics === null || (version === 0 && topics.length === 0);
}

/** With one id in the request names do not count. */
function wantsIds({ topics }: MetadataRequest): boolean {
  return topics?.some(({ topicId }) => topicId !== ZERO_UUID) ?? false;
}

function namesOf({ topics }: MetadataRequest): string[] {
  return [...new Set(topics?.map(({ name }) => name ?? ''))];
}

function describe(
  dependencies: MetadataDependencies,
  request: MetadataRequest,
  context: RequestContext,
): MetadataResponse {
  const image = dependencies.image();
  const brokers = aliveBrokers(image, dependencies.endpoints, context);
  const controller = brokers.find(({ nodeId }) => nodeId === image.controllerId) ?? brokers[0];
  return {
    throttleTimeMs: 0,
    brokers,
    clusterId: image.clusterId,
    controllerId: controller?.nodeId ?? -1,
    topics: describeTopics(image, request, dependencies.endpoints, context),
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
      ? ALL_CLUSTER_OPERATIONS
      : OPERATIONS_NOT_REQUESTED,
    errorCode: Errors.NONE,
  };
}

function aliveBrokers(image: ClusterImage, own: OwnEndpoints, context: RequestContext): MetadataResponseBroker[] {
  return [...image.brokers.values()].filter(isAlive).flatMap((broker) => {
    const endpoint = brokerEndpoint(broker, own, context);
    if (endpoint === undefined) return [];
    return [{ nodeId: broker.id, host: endpoint.host, port: endpoint.port, rack: broker.rack }];
  });
}

function describeTopics(
  image: ClusterImage,
  request: MetadataRequest,
  own: OwnEndpoints,
  context: RequestContext,
): MetadataResponseTopic[] {
  const topicAuthorizedOperations = request.includeTopicAuthorizedOperations
    ? ALL_TOPIC_OPERATIONS
    : OPERATIONS_NOT_REQUESTED;
  const known = (topic: TopicImage): MetadataResponseTopic => ({
    errorCode: Errors.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: topic.isInternal,
    partitions: topic.partitions.map((_, index) => describePartition(image, topic, index, own, context)),
    topicAuthorizedOperations,
  });
  if (wantsAll(request, context.apiVersion)) return [...image.topicsByName.values()].map(known);
  if (wantsIds(request)) return topicsById(image, request, known);
  return namesOf(request).map((name) => {
    const topic = image.topicsByName.get(name);
    if (topic !== undefined) return known(topic);
    const errorCode =
      topicNameProblem(name) === undefined ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION;
    return { ...unavailable(errorCode, name), topicAuthorizedOperations };
  });
}

function topicsById(
  image: ClusterImage,
  { topics }: MetadataRequest,
  known: (topic: TopicImage) => MetadataResponseTopic,
): MetadataResponseTopic[] {
  const ids = new Set(topics?.map(({ topicId }) => topicId).filter((topicId) => topicId !== ZERO_UUID));
  return [...ids].map((topicId) => {
    const topic = image.topicsById.get(topicId);
    return topic === undefined ? { ...unavailable(Errors.UNKNOWN_TOPIC_ID, null), topicId } : known(topic);
  });
}

function unavailable(errorCode: ErrorCode, name: string | null): MetadataResponseTopic {
  return {
    errorCode,
    name,
    topicId: ZERO_UUID,
    isInternal: name !== null && INTERNAL_TOPICS.has(name),
    partitions: [],
    topicAuthorizedOperations: OPERATIONS_NOT_REQUESTED,
  };
}

function describePartition(
  image: ClusterImage,
  topic: TopicImage,
  partitionIndex: number,
  own: OwnEndpoints,
  context: RequestContext,
): MetadataResponsePartition {
  const partition = topic.partitions[partitionIndex];
  if (partition === undefined) throw new Error(`The topic ${topic.name} has no partition ${partitionIndex}`);
  const isOffline = own.isOffline?.(topic.name, partitionIndex) ?? false;
  const { errorCode, leaderId, offlineReplicas } = partitionState(image, partition, own, context, isOffline);
  const told = {
    errorCode: forMetadataVersion(errorCode, context.apiVersion),
    partitionIndex,
    leaderId,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: partition.replicas,
    isrNodes: partition.isr,
    offlineReplicas,
  };
  return context.apiVersion === 0 ? withoutOffline(told) : told;
}

/** Version 0 has no list of offline replicas: they are left out, and that is an error. */
function withoutOffline(partition: MetadataResponsePartition): MetadataResponsePartition {
  const { errorCode, replicaNodes, isrNodes, offlineReplicas } = partition;
  const isOnline = (id: number): boolean => !offlineReplicas.includes(id);
  const isShort = errorCode === Errors.NONE && offlineReplicas.length > 0;
  return {
    ...partition,
    errorCode: isShort ? Errors.REPLICA_NOT_AVAILABLE : errorCode,
    replicaNodes: replicaNodes.filter(isOnline),
    isrNodes: isrNodes.filter(isOnline),
  };
}
