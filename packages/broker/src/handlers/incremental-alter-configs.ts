/** IncrementalAlterConfigs (key 44): sets, deletes, extends or shortens single configs of a resource (B142). */
import type { Controller } from '@moldau/cluster';
import type {
  IncrementalAlterConfigsRequest,
  IncrementalAlterConfigsResponse,
} from '@moldau/protocol/messages/incremental-alter-configs';
import { alterationResponse } from './alter-configs.ts';
import type { Handler } from './handler.ts';

export interface IncrementalAlterConfigsDependencies {
  readonly controller: Pick<Controller, 'incrementalAlterConfigs'>;
}

export function incrementalAlterConfigsHandler({
  controller,
}: IncrementalAlterConfigsDependencies): Handler<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> {
  return ({ resources, validateOnly }) => {
    const alterations = resources.map(({ resourceType, resourceName, configs }) => ({
      type: resourceType,
      name: resourceName,
      configs: configs.map(({ name, configOperation, value }) => ({ name, operation: configOperation, value })),
    }));
    return alterationResponse(alterations, controller.incrementalAlterConfigs(alterations, { validateOnly }));
  };
}
