/** ElectLeaders (key 43, B144). Null partitions stand for all; of those only the ones that needed it are answered. */
import type { AdminError, Controller, ElectionResult, ElectionType } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type { ElectLeadersRequest, ElectLeadersResponse } from '@moldau/protocol/messages/elect-leaders';
import type { Clock } from '@moldau/runtime';
import { settledWithin } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface ElectLeadersDependencies {
  readonly controller: Pick<Controller, 'electLeaders'>;
  readonly clock: Clock;
}

const electionTypes: readonly (ElectionType | undefined)[] = ['preferred', 'unclean'];

export function electLeadersHandler({
  controller,
  clock,
}: ElectLeadersDependencies): Handler<ElectLeadersRequest, ElectLeadersResponse> {
  return async (request) => {
    const { electionType, topicPartitions, timeoutMs } = request;
    const type = electionTypes[electionType];
    if (type === undefined) {
      return refused(request, { code: Errors.INVALID_REQUEST, message: `There is no election type ${electionType}` });
    }
    const change = controller.electLeaders(type, topicPartitions);
    const outcome = await settledWithin(clock, timeoutMs, change);
    return 'value' in outcome ? answered(outcome.value) : refused(request, outcome.error);
  };
}

function answered(results: readonly ElectionResult[]): ElectLeadersResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    replicaElectionResults: results.map(({ topic, partitions }) => ({
      topic,
      partitionResult: partitions.map(({ partition, error }) => partitionResult(partition, error)),
    })),
  };
}

/** The same error for the request and for everything in it: version 0 can only say the latter. */
function refused({ topicPartitions }: ElectLeadersRequest, error: AdminError): ElectLeadersResponse {
  return {
    throttleTimeMs: 0,
    errorCode: error.code,
    replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) => ({
      topic,
      partitionResult: partitions.map((partition) => partitionResult(partition, error)),
    })),
  };
}

function partitionResult(partitionId: number, error: AdminError | undefined) {
  return { partitionId, errorCode: error?.code ?? Errors.NONE, errorMessage: error?.message ?? null };
}
