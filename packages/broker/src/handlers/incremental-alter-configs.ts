/** IncrementalAlterConfigs (key 44): sets, deletes, extends or shortens single configs of a resource (B142). */
import type { AlterConfigsResult, Controller, IncrementalAlteration } from '@moldau/cluster';
import type {
  IncrementalAlterConfigsRequest,
  IncrementalAlterConfigsResponse,
} from '@moldau/protocol/messages/incremental-alter-configs';
import { alterationResponse } from './alter-configs.ts';
import { alterLoggers, type BrokerLoggers, isLoggerResource, noLoggers } from './broker-loggers.ts';
import type { Handler } from './handler.ts';

export interface IncrementalAlterConfigsDependencies {
  readonly controller: Pick<Controller, 'incrementalAlterConfigs'>;
  readonly catalog: { readonly brokerId: number };
  /** None by default. */
  readonly loggers?: BrokerLoggers | undefined;
}

export function incrementalAlterConfigsHandler({
  controller,
  catalog,
  loggers = noLoggers,
}: IncrementalAlterConfigsDependencies): Handler<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> {
  return ({ resources, validateOnly }) => {
    const alterations = resources.map(({ resourceType, resourceName, configs }) => ({
      type: resourceType,
      name: resourceName,
      configs: configs.map(({ name, configOperation, value }) => ({ name, operation: configOperation, value })),
    }));
    const alterOne = (alteration: IncrementalAlteration): AlterConfigsResult | undefined =>
      isLoggerResource(alteration) ? alterLoggers(loggers, catalog.brokerId, alteration, validateOnly) : undefined;
    return alterationResponse(
      alterations,
      inOrder(alterations, alterOne, (stored) => controller.incrementalAlterConfigs(stored, { validateOnly })),
    );
  };
}

/** Loggers are this process's own; everything else is altered by the controller. */
async function inOrder(
  alterations: readonly IncrementalAlteration[],
  alterOne: (alteration: IncrementalAlteration) => AlterConfigsResult | undefined,
  alterStored: (stored: readonly IncrementalAlteration[]) => Promise<readonly AlterConfigsResult[]>,
): Promise<readonly AlterConfigsResult[]> {
  const stored = alterations.filter((alteration) => !isLoggerResource(alteration));
  const results = (await alterStored(stored)).values();
  return alterations.map((alteration) => {
    const result = alterOne(alteration) ?? results.next().value;
    if (result === undefined) throw new Error('A result was lost');
    return result;
  });
}
