/** CreatePartitions (key 37, B140). */
import type { AdminError, Controller } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type {
  CreatePartitionsRequest,
  CreatePartitionsResponse,
  CreatePartitionsTopic,
  CreatePartitionsTopicResult,
} from '@moldau/protocol/messages/create-partitions';
import type { Clock } from '@moldau/runtime';
import { settledWithin } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface CreatePartitionsDependencies {
  readonly controller: Pick<Controller, 'createPartitions'>;
  readonly clock: Clock;
}

export function createPartitionsHandler({
  controller,
  clock,
}: CreatePartitionsDependencies): Handler<CreatePartitionsRequest, CreatePartitionsResponse> {
  return async ({ topics, timeoutMs, validateOnly }) => {
    const change = controller.createPartitions(topics.map(newPartitions), { validateOnly });
    const outcome = await settledWithin(clock, timeoutMs, change);
    if ('value' in outcome) {
      return { throttleTimeMs: 0, results: outcome.value.map(({ name, error }) => result(name, error)) };
    }
    const names = new Set(topics.map(({ name }) => name));
    return { throttleTimeMs: 0, results: [...names].map((name) => result(name, outcome.error)) };
  };
}

function newPartitions({ name, count, assignments }: CreatePartitionsTopic) {
  return { name, count, assignments: assignments?.map(({ brokerIds }) => brokerIds) ?? null };
}

function result(name: string, error: AdminError | undefined): CreatePartitionsTopicResult {
  return { name, errorCode: error?.code ?? Errors.NONE, errorMessage: error?.message ?? null };
}
