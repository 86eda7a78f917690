/** CreateTopics (key 19, B138). */
import type { AdminError, Controller, CreateTopicResult } from '@moldau/cluster';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import type {
  CreatableTopic,
  CreatableTopicResult,
  CreateTopicsRequest,
  CreateTopicsResponse,
} from '@moldau/protocol/messages/create-topics';
import type { Clock } from '@moldau/runtime';
import type { MutationQuota } from '../quotas/mutation-quota.ts';
import { settledWithin } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface CreateTopicsDependencies {
  readonly controller: Pick<Controller, 'createTopics'>;
  readonly clock: Clock;
  readonly mutations: Pick<MutationQuota, 'permit'>;
}

/** From this version on clients know THROTTLING_QUOTA_EXCEEDED. */
const STRICT_FROM = 6;

export function createTopicsHandler({
  controller,
  clock,
  mutations,
}: CreateTopicsDependencies): Handler<CreateTopicsRequest, CreateTopicsResponse> {
  return async ({ topics, timeoutMs, validateOnly }, context) => {
    const permit = mutations.permit(context, STRICT_FROM);
    const creation = controller.createTopics(topics.map(newTopic), { validateOnly, admit: permit.admit });
    const outcome = await settledWithin(clock, timeoutMs, creation);
    const throttleTimeMs = permit.settle();
    if ('value' in outcome) return { throttleTimeMs, topics: outcome.value.map(topicResult) };
    const names = new Set(topics.map(({ name }) => name));
    return { throttleTimeMs, topics: [...names].map((name) => refused(name, outcome.error)) };
  };
}

function newTopic({ name, numPartitions, replicationFactor, assignments, configs }: CreatableTopic) {
  return { name, partitions: numPartitions, replicationFactor, assignments, configs };
}

function topicResult(result: CreateTopicResult): CreatableTopicResult {
  if (result.error !== undefined) return refused(result.name, result.error);
  const { name, topicId, partitions, replicationFactor, configs } = result;
  return {
    name,
    topicId,
    errorCode: Errors.NONE,
    errorMessage: null,
    topicConfigErrorCode: Errors.NONE,
    numPartitions: partitions,
    replicationFactor,
    configs: configs.map((config) => ({
      name: config.name,
      value: config.value,
      readOnly: config.isReadOnly,
      configSource: config.source,
      isSensitive: config.isSensitive,
    })),
  };
}

function refused(name: string, { code, message }: AdminError): CreatableTopicResult {
  return {
    name,
    topicId: ZERO_UUID,
    errorCode: code,
    errorMessage: message,
    topicConfigErrorCode: Errors.NONE,
    numPartitions: -1,
    replicationFactor: -1,
    configs: [],
  };
}
