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
import type { MutationQuota } from '../quotas/mutation-quota.ts';
import { settledWithin } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface CreatePartitionsDependencies {
  readonly controller: Pick<Controller, 'createPartitions'>;
  readonly clock: Clock;
  readonly mutations: Pick<MutationQuota, 'permit'>;
}

/** From this version on clients know THROTTLING_QUOTA_EXCEEDED. */
const STRICT_FROM = 3;

export function createPartitionsHandler({
  controller,
  clock,
  mutations,
}: CreatePartitionsDependencies): Handler<CreatePartitionsRequest, CreatePartitionsResponse> {
  return async ({ topics, timeoutMs, validateOnly }, context) => {
    const permit = mutations.permit(context, STRICT_FROM);
    const change = controller.createPartitions(topics.map(newPartitions), { validateOnly, admit: permit.admit });
    const outcome = await settledWithin(clock, timeoutMs, change);
    const throttleTimeMs = permit.settle();
    if ('value' in outcome) {
      return { throttleTimeMs, results: outcome.value.map(({ name, error }) => result(name, error)) };
    }
    const names = new Set(topics.map(({ name }) => name));
    return { throttleTimeMs, results: [...names].map((name) => result(name, outcome.error)) };
  };
}

function newPartitions({ name, count, assignments }: CreatePartitionsTopic) {
  return { name, count, assignments: assignments?.map(({ brokerIds }) => brokerIds) ?? null };
}

function result(name: string, error: AdminError | undefined): CreatePartitionsTopicResult {
  return { name, errorCode: error?.code ?? Errors.NONE, errorMessage: error?.message ?? null };
}
