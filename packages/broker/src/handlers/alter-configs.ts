/** AlterConfigs (key 33): replaces all dynamic configs of each resource (B142). */
import type { AdminError, AlterConfigsResult, ConfigResourceName, Controller } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type { AlterConfigsRequest, AlterConfigsResponse } from '@moldau/protocol/messages/alter-configs';
import { asAdminError } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface AlterConfigsDependencies {
  readonly controller: Pick<Controller, 'alterConfigs'>;
}

export function alterConfigsHandler({
  controller,
}: AlterConfigsDependencies): Handler<AlterConfigsRequest, AlterConfigsResponse> {
  return ({ resources, validateOnly }) => {
    const alterations = resources.map(({ resourceType, resourceName, configs }) => ({
      type: resourceType,
      name: resourceName,
      configs,
    }));
    return alterationResponse(alterations, controller.alterConfigs(alterations, { validateOnly }));
  };
}

/** The answer to both ways of altering configs, which have one shape. A ProtocolError is told of every resource. */
export async function alterationResponse(
  resources: readonly ConfigResourceName[],
  alteration: Promise<readonly AlterConfigsResult[]>,
): Promise<AlterConfigsResponse> {
  const outcome = await alteration.then((results) => ({ results }), asAdminError);
  const results = 'results' in outcome ? outcome.results : resources.map((resource) => ({ ...resource, ...outcome }));
  return { throttleTimeMs: 0, responses: results.map(({ error, ...resource }) => response(resource, error)) };
}

function response({ type, name }: ConfigResourceName, error: AdminError | undefined) {
  return {
    errorCode: error?.code ?? Errors.NONE,
    errorMessage: error?.message ?? null,
    resourceType: type,
    resourceName: name,
  };
}
