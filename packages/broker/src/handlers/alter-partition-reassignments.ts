/** AlterPartitionReassignments (key 45, KIP-455, B144): replicas to other brokers; null replicas cancel that. */
import type { AdminError, Controller } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type {
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse,
} from '@moldau/protocol/messages/alter-partition-reassignments';
import type { Clock } from '@moldau/runtime';
import { settledWithin } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface AlterPartitionReassignmentsDependencies {
  readonly controller: Pick<Controller, 'alterReassignments'>;
  readonly clock: Clock;
}

export function alterPartitionReassignmentsHandler({
  controller,
  clock,
}: AlterPartitionReassignmentsDependencies): Handler<
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse
> {
  return async ({ topics, timeoutMs, allowReplicationFactorChange }) => {
    const asked = topics.map(({ name, partitions }) => ({
      topic: name,
      partitions: partitions.map(({ partitionIndex, replicas }) => ({ partition: partitionIndex, replicas })),
    }));
    const change = controller.alterReassignments(asked, { allowReplicationFactorChange });
    const outcome = await settledWithin(clock, timeoutMs, change);
    const answer = { throttleTimeMs: 0, allowReplicationFactorChange };
    if ('error' in outcome) {
      return { ...answer, errorCode: outcome.error.code, errorMessage: outcome.error.message, responses: [] };
    }
    const message = topics.length === 0 ? '' : null;
    return { ...answer, errorCode: Errors.NONE, errorMessage: message, responses: outcome.value.map(topicResponse) };
  };
}

type Results = Awaited<ReturnType<Controller['alterReassignments']>>;

function topicResponse({ topic, partitions }: Results[number]) {
  return {
    name: topic,
    partitions: partitions.map(({ partition, error }) => ({
      partitionIndex: partition,
      errorCode: error?.code ?? Errors.NONE,
      errorMessage: saysWhy(error) ? error.message : null,
    })),
  };
}

/** As in Kafka, the code alone says that there was nothing to cancel. */
function saysWhy(error: AdminError | undefined): error is AdminError {
  return error !== undefined && error.code !== Errors.NO_REASSIGNMENT_IN_PROGRESS;
}
