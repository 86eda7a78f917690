/** ListConfigResources (key 74, KIP-1142, B144): what has configs. Version 0 knows client metrics only (KIP-1000). */
import { ResourceTypes } from '@moldau/cluster';
import type { ClusterImage } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import type {
  ListConfigResourcesRequest,
  ListConfigResourcesResponse,
} from '@moldau/protocol/messages/list-config-resources';
import type { Handler } from './handler.ts';

export interface ListConfigResourcesDependencies {
  readonly image: () => ClusterImage;
}

const allTypes: readonly number[] = Object.values(ResourceTypes);

/** From this version on the request says of which types. */
const typesFrom = 1;

export function listConfigResourcesHandler({
  image,
}: ListConfigResourcesDependencies): Handler<ListConfigResourcesRequest, ListConfigResourcesResponse> {
  return ({ resourceTypes }, { apiVersion }) => {
    const types = wantedTypes(resourceTypes, apiVersion);
    if (types.some((type) => !allTypes.includes(type))) {
      return { throttleTimeMs: 0, errorCode: Errors.UNSUPPORTED_VERSION, configResources: [] };
    }
    const configResources = types.flatMap((resourceType) =>
      namesOf(image(), resourceType).map((resourceName) => ({ resourceName, resourceType })),
    );
    return { throttleTimeMs: 0, errorCode: Errors.NONE, configResources };
  };
}

function wantedTypes(asked: readonly number[], apiVersion: number): readonly number[] {
  if (apiVersion < typesFrom) return [ResourceTypes.CLIENT_METRICS];
  return asked.length === 0 ? allTypes : [...new Set(asked)];
}

/** Groups and subscriptions exist here by their configs, topics and brokers without. */
function namesOf({ topicsByName, brokers, configs }: ClusterImage, type: number): string[] {
  switch (type) {
    case ResourceTypes.TOPIC:
      return [...topicsByName.keys()];
    case ResourceTypes.GROUP:
      return [...configs.group.keys()];
    case ResourceTypes.CLIENT_METRICS:
      return [...configs.clientMetrics.keys()];
    default:
      return Array.from(brokers.keys(), String);
  }
}
