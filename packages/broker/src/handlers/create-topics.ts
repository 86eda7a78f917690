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
import { settledWithin } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface CreateTopicsDependencies {
  readonly controller: Pick<Controller, 'createTopics'>;
  readonly clock: Clock;
}

export function createTopicsHandler({
  controller,
  clock,
}: CreateTopicsDependencies): Handler<CreateTopicsRequest, CreateTopicsResponse> {
  return async ({ topics, timeoutMs, validateOnly }) => {
    const creation = controller.createTopics(topics.map(newTopic), { validateOnly });
    const outcome = await settledWithin(clock, timeoutMs, creation);
    if ('value' in outcome) return { throttleTimeMs: 0, topics: outcome.value.map(topicResult) };
    const names = new Set(topics.map(({ name }) => name));
    return { throttleTimeMs: 0, topics: [...names].map((name) => refused(name, outcome.error)) };
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
