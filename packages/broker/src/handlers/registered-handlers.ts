/**
 * The list of APIs that this broker serves, each with its handler. ApiVersions advertises this list and nothing else.
 */
import type { ConfigCatalog, Controller, ReplicaManager } from '@moldau/cluster';
import type { GroupCoordinator } from '@moldau/coordinator';
import type { ClusterImage } from '@moldau/metadata';
import { deleteGroupsApi } from '@moldau/protocol/messages/delete-groups';
import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { listGroupsApi } from '@moldau/protocol/messages/list-groups';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { offsetForLeaderEpochApi } from '@moldau/protocol/messages/offset-for-leader-epoch';
import { produceApi } from '@moldau/protocol/messages/produce';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import type { Runtime } from '@moldau/runtime';
import type { BrokerEndpoints } from '../endpoints.ts';
import { FetchSessionCache } from '../fetch/fetch-session-cache.ts';
import type { InternalTopics } from '../internal-topics.ts';
import type { ProducerIds } from '../producer-ids.ts';
import type { BrokerSettings } from '../settings/broker-settings.ts';
import type { TopicAutoCreation } from '../topic-auto-creation.ts';
import { registerApiVersions } from './api-versions.ts';
import { ALL_GROUP_OPERATIONS } from './authorized-operations.ts';
import { deleteGroupsHandler } from './delete-groups.ts';
import { describeGroupsHandler } from './describe-groups.ts';
import { fetchHandler } from './fetch.ts';
import { findCoordinatorHandler } from './find-coordinator.ts';
import { type RegisteredHandler, registerHandler } from './handler.ts';
import { heartbeatHandler } from './heartbeat.ts';
import { initProducerIdHandler } from './init-producer-id.ts';
import { joinGroupHandler } from './join-group.ts';
import { leaveGroupHandler } from './leave-group.ts';
import { listGroupsHandler } from './list-groups.ts';
import { listOffsetsHandler } from './list-offsets.ts';
import { offsetCommitHandler } from './offset-commit.ts';
import { offsetFetchHandler } from './offset-fetch.ts';
import { offsetForLeaderEpochHandler } from './offset-for-leader-epoch.ts';
import { produceHandler } from './produce.ts';
import { syncGroupHandler } from './sync-group.ts';

export interface HandlerDependencies {
  readonly runtime: Runtime;
  readonly settings: BrokerSettings;
  readonly controller: Controller;
  readonly catalog: ConfigCatalog;
  readonly image: () => ClusterImage;
  readonly replicas: ReplicaManager;
  readonly groups: GroupCoordinator;
  readonly endpoints: BrokerEndpoints;
  readonly internalTopics: InternalTopics;
  readonly autoCreation: TopicAutoCreation;
  readonly producerIds: ProducerIds;
}

export function registeredHandlers(dependencies: HandlerDependencies): readonly RegisteredHandler[] {
  const handlers: RegisteredHandler[] = [...recordHandlers(dependencies), ...groupHandlers(dependencies)];
  handlers.push(registerApiVersions({ handlers: () => handlers, features: () => features(dependencies.image()) }));
  return handlers;
}

/** Records in and out. */
function recordHandlers(dependencies: HandlerDependencies): RegisteredHandler[] {
  const { replicas, runtime, settings, producerIds } = dependencies;
  const { clock, log, random } = runtime;
  const sessions = new FetchSessionCache(settings.maxIncrementalFetchSessionCacheSlots, clock, random);
  return [
    registerHandler(produceApi, produceHandler({ replicas, clock }), { pipelined: true, borrowsRequest: true }),
    registerHandler(fetchApi, fetchHandler({ replicas, sessions, clock, log, fetchMaxBytes: settings.fetchMaxBytes })),
    registerHandler(listOffsetsApi, listOffsetsHandler({ replicas, log })),
    registerHandler(offsetForLeaderEpochApi, offsetForLeaderEpochHandler({ replicas })),
    registerHandler(initProducerIdApi, initProducerIdHandler({ nextProducerId: () => producerIds.next() })),
  ];
}

/** Consumer groups of the classic protocol. */
function groupHandlers(dependencies: HandlerDependencies): RegisteredHandler[] {
  const { groups, internalTopics, endpoints } = dependencies;
  return [
    registerHandler(
      findCoordinatorApi,
      findCoordinatorHandler({
        ensureInternalTopic: (name) => internalTopics.ensure(name),
        groupCoordinatorFor: (_groupId, context) => ({
          nodeId: endpoints.brokerId,
          ...endpoints.endpointFor(context),
        }),
      }),
    ),
    registerHandler(joinGroupApi, joinGroupHandler({ groups })),
    registerHandler(syncGroupApi, syncGroupHandler({ groups })),
    registerHandler(heartbeatApi, heartbeatHandler({ groups })),
    registerHandler(leaveGroupApi, leaveGroupHandler({ groups })),
    registerHandler(offsetCommitApi, offsetCommitHandler({ groups })),
    registerHandler(offsetFetchApi, offsetFetchHandler({ groups })),
    registerHandler(
      describeGroupsApi,
      describeGroupsHandler({ groups, authorizedGroupOperations: () => ALL_GROUP_OPERATIONS }),
    ),
    registerHandler(listGroupsApi, listGroupsHandler({ groups })),
    registerHandler(deleteGroupsApi, deleteGroupsHandler({ groups })),
  ];
}

function features(image: ClusterImage) {
  return {
    supported: [],
    finalized: [...image.features].map(([name, level]) => ({ name, level })),
    finalizedEpoch: image.featuresEpoch,
  };
}
