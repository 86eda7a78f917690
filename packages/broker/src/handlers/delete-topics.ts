/** DeleteTopics (key 20, B139). */
import type { AdminError, Controller, TopicSelector } from '@moldau/cluster';
import { Errors, errorMessage, ZERO_UUID } from '@moldau/protocol';
import type {
  DeletableTopicResult,
  DeleteTopicsRequest,
  DeleteTopicsResponse,
} from '@moldau/protocol/messages/delete-topics';
import type { Clock } from '@moldau/runtime';
import type { MutationQuota } from '../quotas/mutation-quota.ts';
import { settledWithin } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface DeleteTopicsDependencies {
  readonly controller: Pick<Controller, 'deleteTopics'>;
  readonly clock: Clock;
  readonly mutations: Pick<MutationQuota, 'permit'>;
  /** `delete.topic.enable`. */
  readonly isDeletionEnabled: boolean;
}

/** From this version on clients know THROTTLING_QUOTA_EXCEEDED. */
const STRICT_FROM = 5;
const SELECTORS_FROM = 6;
/** From this version on clients know TOPIC_DELETION_DISABLED. */
const DELETION_DISABLED_FROM = 3;

export function deleteTopicsHandler({
  controller,
  clock,
  mutations,
  isDeletionEnabled,
}: DeleteTopicsDependencies): Handler<DeleteTopicsRequest, DeleteTopicsResponse> {
  return async (request, context) => {
    const { apiVersion } = context;
    const selectors = apiVersion >= SELECTORS_FROM ? selectorsOf(request) : namesOf(request);
    if (!isDeletionEnabled) return refuseAll(selectors, disabledError(apiVersion));
    const permit = mutations.permit(context, STRICT_FROM);
    const deletion = controller.deleteTopics(selectors, permit.admit);
    const outcome = await settledWithin(clock, request.timeoutMs, deletion);
    const throttleTimeMs = permit.settle();
    if ('error' in outcome) return { ...refuseAll(selectors, outcome.error), throttleTimeMs };
    return { throttleTimeMs, responses: outcome.value.map(({ error, ...selector }) => result(selector, error)) };
  };
}

function selectorsOf({ topics }: DeleteTopicsRequest): TopicSelector[] {
  return topics.map(({ name, topicId }) => ({ name, topicId: topicId === ZERO_UUID ? undefined : topicId }));
}

function namesOf({ topicNames }: DeleteTopicsRequest): TopicSelector[] {
  return topicNames.map((name) => ({ name, topicId: undefined }));
}

function disabledError(version: number): AdminError {
  const code = version < DELETION_DISABLED_FROM ? Errors.INVALID_REQUEST : Errors.TOPIC_DELETION_DISABLED;
  return { code, message: errorMessage(Errors.TOPIC_DELETION_DISABLED) };
}

function refuseAll(selectors: readonly TopicSelector[], error: AdminError): DeleteTopicsResponse {
  return { throttleTimeMs: 0, responses: selectors.map((selector) => result(selector, error)) };
}

function result({ name, topicId }: TopicSelector, error: AdminError | undefined): DeletableTopicResult {
  return {
    name,
    topicId: topicId ?? ZERO_UUID,
    errorCode: error?.code ?? Errors.NONE,
    errorMessage: error?.message ?? null,
  };
}
