/** The handlers of what administrators ask about the cluster as a whole, and change in it. */
import type { Controller } from '@moldau/cluster';
import type { ClusterImage } from '@moldau/metadata';
import { alterPartitionReassignmentsApi } from '@moldau/protocol/messages/alter-partition-reassignments';
import { describeQuorumApi } from '@moldau/protocol/messages/describe-quorum';
import { electLeadersApi } from '@moldau/protocol/messages/elect-leaders';
import { listConfigResourcesApi } from '@moldau/protocol/messages/list-config-resources';
import { listPartitionReassignmentsApi } from '@moldau/protocol/messages/list-partition-reassignments';
import { unregisterBrokerApi } from '@moldau/protocol/messages/unregister-broker';
import { updateFeaturesApi } from '@moldau/protocol/messages/update-features';
import type { Clock } from '@moldau/runtime';
import { alterPartitionReassignmentsHandler } from './alter-partition-reassignments.ts';
import type { OwnEndpoints } from './broker-endpoint.ts';
import { describeQuorumHandler } from './describe-quorum.ts';
import { electLeadersHandler } from './elect-leaders.ts';
import { type RegisteredHandler, registerHandler } from './handler.ts';
import { listConfigResourcesHandler } from './list-config-resources.ts';
import { listPartitionReassignmentsHandler } from './list-partition-reassignments.ts';
import { unregisterBrokerHandler } from './unregister-broker.ts';
import { updateFeaturesHandler } from './update-features.ts';

export interface AdministrationDependencies {
  readonly controller: Controller;
  readonly image: () => ClusterImage;
  readonly own: OwnEndpoints;
  readonly clock: Clock;
}

export function administrationHandlers({ controller, image, own, clock }: AdministrationDependencies) {
  const handlers: RegisteredHandler[] = [
    registerHandler(electLeadersApi, electLeadersHandler({ controller, clock })),
    registerHandler(alterPartitionReassignmentsApi, alterPartitionReassignmentsHandler({ controller, clock })),
    registerHandler(listPartitionReassignmentsApi, listPartitionReassignmentsHandler({ image })),
    registerHandler(describeQuorumApi, describeQuorumHandler({ endpoints: own, image, clock })),
    registerHandler(updateFeaturesApi, updateFeaturesHandler({ controller, clock })),
    registerHandler(unregisterBrokerApi, unregisterBrokerHandler({ controller })),
    registerHandler(listConfigResourcesApi, listConfigResourcesHandler({ image })),
  ];
  return handlers;
}
