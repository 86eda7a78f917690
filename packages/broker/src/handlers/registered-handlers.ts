/**
 * The list of APIs that this broker serves, each with its handler. ApiVersions advertises this list and nothing else.
 */
import type { ConfigCatalog, Controller, ReplicaManager } from '@moldau/cluster';
import type { GroupCoordinator, TransactionCoordinator, TransactionMarkers } from '@moldau/coordinator';
import type { ClusterImage } from '@moldau/metadata';
import { addOffsetsToTxnApi } from '@moldau/protocol/messages/add-offsets-to-txn';
import { addPartitionsToTxnApi } from '@moldau/protocol/messages/add-partitions-to-txn';
import { alterClientQuotasApi } from '@moldau/protocol/messages/alter-client-quotas';
import { alterConfigsApi } from '@moldau/protocol/messages/alter-configs';
import { alterReplicaLogDirsApi } from '@moldau/protocol/messages/alter-replica-log-dirs';
import { consumerGroupDescribeApi } from '@moldau/protocol/messages/consumer-group-describe';
import { consumerGroupHeartbeatApi } from '@moldau/protocol/messages/consumer-group-heartbeat';
import { createPartitionsApi } from '@moldau/protocol/messages/create-partitions';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteGroupsApi } from '@moldau/protocol/messages/delete-groups';
import { deleteRecordsApi } from '@moldau/protocol/messages/delete-records';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { describeClientQuotasApi } from '@moldau/protocol/messages/describe-client-quotas';
import { describeClusterApi } from '@moldau/protocol/messages/describe-cluster';
import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { describeLogDirsApi } from '@moldau/protocol/messages/describe-log-dirs';
import { describeProducersApi } from '@moldau/protocol/messages/describe-producers';
import { describeTopicPartitionsApi } from '@moldau/protocol/messages/describe-topic-partitions';
import { describeTransactionsApi } from '@moldau/protocol/messages/describe-transactions';
import { describeUserScramCredentialsApi } from '@moldau/protocol/messages/describe-user-scram-credentials';
import { endTxnApi } from '@moldau/protocol/messages/end-txn';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { getTelemetrySubscriptionsApi } from '@moldau/protocol/messages/get-telemetry-subscriptions';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { listGroupsApi } from '@moldau/protocol/messages/list-groups';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { listTransactionsApi } from '@moldau/protocol/messages/list-transactions';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { describeGroupTimelineApi } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetDeleteApi } from '@moldau/protocol/messages/offset-delete';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { offsetForLeaderEpochApi } from '@moldau/protocol/messages/offset-for-leader-epoch';
import { produceApi } from '@moldau/protocol/messages/produce';
import { pushTelemetryApi } from '@moldau/protocol/messages/push-telemetry';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { txnOffsetCommitApi } from '@moldau/protocol/messages/txn-offset-commit';
import { writeTxnMarkersApi } from '@moldau/protocol/messages/write-txn-markers';
import type { Runtime } from '@moldau/runtime';
import type { LogManager } from '@moldau/storage';
import { featuresOf } from '../features.ts';
import type { FetchPurgatory } from '../fetch/delayed-fetch.ts';
import type { FetchSessionCache } from '../fetch/fetch-session-cache.ts';
import type { InternalTopics } from '../internal-topics.ts';
import type { AcknowledgementDeadlines } from '../produce/acknowledgement-deadlines.ts';
import type { ProducerIds } from '../producer-ids.ts';
import type { ClientQuotas } from '../quotas/client-quotas.ts';
import type { BrokerSettings } from '../settings/broker-settings.ts';
import type { LiveSettings } from '../settings/live-settings.ts';
import { ClientSoftware } from '../telemetry/client-software.ts';
import type { ClientTelemetry } from '../telemetry/client-telemetry.ts';
import type { TopicAutoCreation } from '../topic-auto-creation.ts';
import { addOffsetsToTxnHandler } from './add-offsets-to-txn.ts';
import { addPartitionsToTxnHandler } from './add-partitions-to-txn.ts';
import { alterClientQuotasHandler } from './alter-client-quotas.ts';
import { administrationHandlers } from './administration-handlers.ts';
import { alterConfigsHandler } from './alter-configs.ts';
import { alterReplicaLogDirsHandler } from './alter-replica-log-dirs.ts';
import { registerApiVersions } from './api-versions.ts';
import { ALL_GROUP_OPERATIONS } from './authorized-operations.ts';
import type { BrokerLoggers } from './broker-loggers.ts';
import type { OwnEndpoints } from './broker-endpoint.ts';
import { consumerGroupDescribeHandler } from './consumer-group-describe.ts';
import { consumerGroupHeartbeatHandler } from './consumer-group-heartbeat.ts';
import { createPartitionsHandler } from './create-partitions.ts';
import { createTopicsHandler } from './create-topics.ts';
import { deleteGroupsHandler } from './delete-groups.ts';
import { deleteRecordsHandler } from './delete-records.ts';
import { deleteTopicsHandler } from './delete-topics.ts';
import { describeClientQuotasHandler } from './describe-client-quotas.ts';
import { describeClusterHandler } from './describe-cluster.ts';
import { describeConfigsHandler } from './describe-configs.ts';
import { describeGroupTimelineHandler } from './describe-group-timeline.ts';
import { describeGroupsHandler } from './describe-groups.ts';
import { describeLogDirsHandler } from './describe-log-dirs.ts';
import { describeProducersHandler } from './describe-producers.ts';
import { describeTopicPartitionsHandler } from './describe-topic-partitions.ts';
import { describeTransactionsHandler } from './describe-transactions.ts';
import { describeUserScramCredentialsHandler } from './describe-user-scram-credentials.ts';
import { endTxnHandler } from './end-txn.ts';
import { fetchHandler } from './fetch.ts';
import { type CoordinatorEndpoint, findCoordinatorHandler } from './find-coordinator.ts';
import { getTelemetrySubscriptionsHandler } from './get-telemetry-subscriptions.ts';
import { type RegisteredHandler, type RequestContext, registerHandler } from './handler.ts';
import { heartbeatHandler } from './heartbeat.ts';
import { incrementalAlterConfigsHandler } from './incremental-alter-configs.ts';
import { initProducerIdHandler } from './init-producer-id.ts';
import { joinGroupHandler } from './join-group.ts';
import { leaveGroupHandler } from './leave-group.ts';
import { listGroupsHandler } from './list-groups.ts';
import { listOffsetsHandler } from './list-offsets.ts';
import { listTransactionsHandler } from './list-transactions.ts';
import { metadataHandler } from './metadata.ts';
import { offsetCommitHandler } from './offset-commit.ts';
import { offsetDeleteHandler } from './offset-delete.ts';
import { offsetFetchHandler } from './offset-fetch.ts';
import { offsetForLeaderEpochHandler } from './offset-for-leader-epoch.ts';
import { produceHandler } from './produce.ts';
import { pushTelemetryHandler } from './push-telemetry.ts';
import { syncGroupHandler } from './sync-group.ts';
import { txnOffsetCommitHandler } from './txn-offset-commit.ts';
import { writeTxnMarkersHandler } from './write-txn-markers.ts';

export interface HandlerDependencies {
  readonly runtime: Runtime;
  readonly settings: BrokerSettings;
  readonly controller: Controller;
  readonly catalog: ConfigCatalog;
  readonly image: () => ClusterImage;
  readonly replicas: ReplicaManager;
  readonly logs: LogManager;
  readonly acknowledgementDeadlines: AcknowledgementDeadlines;
  readonly fetchSessions: FetchSessionCache;
  readonly fetchPurgatory: FetchPurgatory;
  readonly groups: GroupCoordinator;
  readonly own: OwnEndpoints;
  readonly internalTopics: InternalTopics;
  readonly autoCreation: TopicAutoCreation;
  readonly producerIds: ProducerIds;
  readonly transactions: TransactionCoordinator;
  readonly markers: TransactionMarkers;
  readonly quotas: ClientQuotas;
  readonly live: LiveSettings;
  /** What the resource BROKER_LOGGER shows and alters; none by default. */
  readonly loggers?: BrokerLoggers | undefined;
  /** Undefined: clients are not asked for their metrics (B147). */
  readonly telemetry: ClientTelemetry | undefined;
}

export function registeredHandlers(dependencies: HandlerDependencies): readonly RegisteredHandler[] {
  const handlers: RegisteredHandler[] = [
    ...recordHandlers(dependencies),
    ...clusterHandlers(dependencies),
    ...topicHandlers(dependencies),
    ...configHandlers(dependencies),
    ...quotaHandlers(dependencies),
    ...logDirHandlers(dependencies),
    ...groupHandlers(dependencies),
    ...transactionHandlers(dependencies),
    ...administrationHandlers({ ...dependencies, clock: dependencies.runtime.clock }),
  ];
  const software = new ClientSoftware();
  handlers.push(...telemetryHandlers(dependencies, software));
  const features = () => featuresOf(dependencies.image());
  handlers.push(registerApiVersions({ handlers: () => handlers, features, software }));
  return handlers;
}

/** Records in and out. */
function recordHandlers(dependencies: HandlerDependencies): RegisteredHandler[] {
  const { replicas, runtime, settings, live, producerIds, transactions, markers, quotas } = dependencies;
  const { fetchSessions: sessions, fetchPurgatory: purgatory } = dependencies;
  const { clock, log } = runtime;
  const { fetchMaxBytes } = settings;
  return [
    registerHandler(
      produceApi,
      produceHandler({
        replicas,
        deadlines: dependencies.acknowledgementDeadlines,
        clock,
        transactions,
        get verifiesPartitions() {
          return live.current.transactionPartitionVerificationEnable;
        },
        retryBackoffMs: settings.addPartitionsToTxnRetryBackoffMs,
        retryBackoffMaxMs: settings.addPartitionsToTxnRetryBackoffMaxMs,
      }),
      { pipelined: true, borrowsRequest: true },
    ),
    registerHandler(
      fetchApi,
      fetchHandler({ replicas, sessions, purgatory, clock, log, fetchMaxBytes, quota: quotas.fetched }),
    ),
    registerHandler(listOffsetsApi, listOffsetsHandler({ replicas, log })),
    registerHandler(deleteRecordsApi, deleteRecordsHandler({ replicas, log })),
    registerHandler(offsetForLeaderEpochApi, offsetForLeaderEpochHandler({ replicas })),
    registerHandler(describeProducersApi, describeProducersHandler({ replicas })),
    registerHandler(writeTxnMarkersApi, writeTxnMarkersHandler({ markers })),
    registerHandler(
      initProducerIdApi,
      initProducerIdHandler({ nextProducerId: () => producerIds.next(), transactions }),
    ),
  ];
}

/** What the cluster looks like. */
function clusterHandlers(dependencies: HandlerDependencies): RegisteredHandler[] {
  const { autoCreation, own, image, replicas, settings, quotas } = dependencies;
  const autoCreateTopics = autoCreation.isEnabled
    ? (names: readonly string[], context: RequestContext) =>
        autoCreation.create(names, quotas.mutations.permit(context, 0).admit)
    : undefined;
  const partitionsMax = settings.maxRequestPartitionSizeLimit;
  const endpoints: OwnEndpoints = {
    brokerId: own.brokerId,
    endpointFor: (context) => own.endpointFor(context),
    isOffline: (topic, partition) => replicas.isOffline(topic, partition),
  };
  return [
    registerHandler(metadataApi, metadataHandler({ endpoints, image, autoCreateTopics })),
    registerHandler(describeClusterApi, describeClusterHandler({ endpoints: own, image })),
    registerHandler(describeTopicPartitionsApi, describeTopicPartitionsHandler({ endpoints, image, partitionsMax })),
  ];
}

/** The life of topics. */
function topicHandlers(dependencies: HandlerDependencies): RegisteredHandler[] {
  const { controller, runtime, settings, quotas } = dependencies;
  const { clock } = runtime;
  const { mutations } = quotas;
  const isDeletionEnabled = settings.deleteTopicEnable;
  return [
    registerHandler(createTopicsApi, createTopicsHandler({ controller, clock, mutations })),
    registerHandler(deleteTopicsApi, deleteTopicsHandler({ controller, clock, mutations, isDeletionEnabled })),
    registerHandler(createPartitionsApi, createPartitionsHandler({ controller, clock, mutations })),
  ];
}

function configHandlers({ catalog, controller, image, loggers }: HandlerDependencies): RegisteredHandler[] {
  return [
    registerHandler(describeConfigsApi, describeConfigsHandler({ catalog, image, loggers })),
    registerHandler(alterConfigsApi, alterConfigsHandler({ controller })),
    registerHandler(incrementalAlterConfigsApi, incrementalAlterConfigsHandler({ controller, catalog, loggers })),
  ];
}

function quotaHandlers({ controller, image }: HandlerDependencies): RegisteredHandler[] {
  return [
    registerHandler(describeClientQuotasApi, describeClientQuotasHandler({ image })),
    registerHandler(alterClientQuotasApi, alterClientQuotasHandler({ controller })),
    registerHandler(describeUserScramCredentialsApi, describeUserScramCredentialsHandler()),
  ];
}

/** Where partitions lie on this broker. */
function logDirHandlers({ image, logs, replicas, runtime: { log } }: HandlerDependencies): RegisteredHandler[] {
  return [
    registerHandler(describeLogDirsApi, describeLogDirsHandler({ logs, replicas })),
    registerHandler(alterReplicaLogDirsApi, alterReplicaLogDirsHandler({ logs, replicas, image, log })),
  ];
}

/** Groups of consumers and others, and their offsets. */
function groupHandlers(dependencies: HandlerDependencies): RegisteredHandler[] {
  const { groups, internalTopics, own } = dependencies;
  return [
    registerHandler(
      findCoordinatorApi,
      findCoordinatorHandler({
        ensureInternalTopic: (name) => internalTopics.ensure(name),
        coordinatorFor: (_topic, _key, context) => thisBroker(own, context),
      }),
    ),
    registerHandler(joinGroupApi, joinGroupHandler({ groups })),
    registerHandler(syncGroupApi, syncGroupHandler({ groups })),
    registerHandler(heartbeatApi, heartbeatHandler({ groups })),
    registerHandler(leaveGroupApi, leaveGroupHandler({ groups })),
    registerHandler(consumerGroupHeartbeatApi, consumerGroupHeartbeatHandler({ groups })),
    registerHandler(
      consumerGroupDescribeApi,
      consumerGroupDescribeHandler({ groups, authorizedGroupOperations: () => ALL_GROUP_OPERATIONS }),
    ),
    registerHandler(offsetCommitApi, offsetCommitHandler({ groups })),
    registerHandler(offsetFetchApi, offsetFetchHandler({ groups })),
    registerHandler(txnOffsetCommitApi, txnOffsetCommitHandler({ groups })),
    registerHandler(offsetDeleteApi, offsetDeleteHandler({ groups })),
    registerHandler(
      describeGroupsApi,
      describeGroupsHandler({ groups, authorizedGroupOperations: () => ALL_GROUP_OPERATIONS }),
    ),
    registerHandler(listGroupsApi, listGroupsHandler({ groups })),
    registerHandler(deleteGroupsApi, deleteGroupsHandler({ groups })),
    registerHandler(describeGroupTimelineApi, describeGroupTimelineHandler({ groups })),
  ];
}

/** Transactions, from the coordinator's side. */
function transactionHandlers({ transactions }: HandlerDependencies): RegisteredHandler[] {
  return [
    registerHandler(addPartitionsToTxnApi, addPartitionsToTxnHandler({ transactions })),
    registerHandler(addOffsetsToTxnApi, addOffsetsToTxnHandler({ transactions })),
    registerHandler(endTxnApi, endTxnHandler({ transactions })),
    registerHandler(listTransactionsApi, listTransactionsHandler({ transactions })),
    registerHandler(describeTransactionsApi, describeTransactionsHandler({ transactions })),
  ];
}

/** The metrics of clients. */
function telemetryHandlers({ telemetry }: HandlerDependencies, software: ClientSoftware): RegisteredHandler[] {
  if (telemetry === undefined) return [];
  return [
    registerHandler(getTelemetrySubscriptionsApi, getTelemetrySubscriptionsHandler({ telemetry, software })),
    registerHandler(pushTelemetryApi, pushTelemetryHandler({ telemetry, software })),
  ];
}

function thisBroker(own: OwnEndpoints, context: RequestContext): CoordinatorEndpoint {
  return { nodeId: own.brokerId, ...own.endpointFor(context) };
}
