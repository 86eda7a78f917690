import type { ReplicaManager } from '@moldau/cluster';
import { Errors, ProtocolError } from '@moldau/protocol';
import type {
  ProduceRequest,
  ProduceResponse,
  TopicProduceData,
  TopicProduceResponse,
} from '@moldau/protocol/messages/produce';
import type { AcknowledgementDeadlines } from '../produce/acknowledgement-deadlines.ts';
import { awaitAcknowledgements } from '../produce/await-acknowledgements.ts';
import { failure, isTransactional, type ProducedPartition, producePartition } from '../produce/produce-partition.ts';
import { retained, TransactionalRequests } from '../produce/transactional-requests.ts';
import {
  unverifiedBatches,
  type VerificationDependencies,
  type Verdicts,
  verifyBatches,
} from '../produce/verify-transaction.ts';
import { DeferredOutcome } from './deferred-outcome.ts';
import { closeConnection, type Outcome, type OutcomeHandler, type RequestContext } from './handler.ts';

export interface ProduceDependencies extends VerificationDependencies {
  readonly replicas: ReplicaManager;
  readonly deadlines: AcknowledgementDeadlines;
}

/**
 * Produce (key 0): B33–B57, B65. Everything is appended before the handler returns, so its requests may be pipelined and
 * may borrow the connection's read buffer; what follows is only waiting. The exception is the request that begins a
 * transaction in a partition: it is copied, and what its producer sends after it waits behind it.
 */
export function produceHandler(dependencies: ProduceDependencies): OutcomeHandler<ProduceRequest, ProduceResponse> {
  const { deadlines } = dependencies;
  const order = new TransactionalRequests();
  return (request, context) => {
    const { transactionalId, topicData } = request;
    const { apiVersion, connection } = context;
    const { replicas } = dependencies;
    const acknowledge = (topics: readonly ProducedTopic[]) => whenAcknowledged(topics, request, deadlines);
    if (transactionalId === null) {
      if (topicData.some(hasTransactionalBatch)) return refuse(request);
      return acknowledge(append(request, context, replicas));
    }
    if (!order.isWaiting(connection) && unverifiedBatches(request, apiVersion, replicas).length === 0) {
      return acknowledge(append(request, context, replicas));
    }
    const own = retained(request);
    const appended = order.append(connection, async () => {
      const batches = unverifiedBatches(own, apiVersion, replicas);
      return append(own, context, replicas, await verifyBatches(batches, transactionalId, apiVersion, dependencies));
    });
    return appended.then((topics) => {
      const outcome = acknowledge(topics);
      return outcome instanceof DeferredOutcome ? outcome.toPromise() : outcome;
    });
  };
}

function append(
  { topicData, acks }: ProduceRequest,
  context: RequestContext,
  replicas: ReplicaManager,
  verdicts?: Verdicts,
): ProducedTopic[] {
  return topicData.map((topic) => ({
    name: topic.name,
    topicId: topic.topicId,
    parts: topic.partitionData.map((data) =>
      producePartition(replicas, topic, data, acks, context, verdicts?.get(data)),
    ),
  }));
}

function whenAcknowledged(
  topics: readonly ProducedTopic[],
  { acks, timeoutMs }: ProduceRequest,
  deadlines: AcknowledgementDeadlines,
): Outcome<ProduceResponse> | DeferredOutcome<ProduceResponse> {
  const parts = allParts(topics);
  if (acks === 0) return withoutAnswer(parts);
  if (acks !== 1 && acks !== -1) return answer(topics);
  const outcome = new DeferredOutcome<ProduceResponse>();
  const done = (): void => outcome.settleWith(() => answer(topics));
  return awaitAcknowledgements(parts, { acks, timeoutMs, deadlines }, done) ? outcome : answer(topics);
}

function allParts(topics: readonly ProducedTopic[]): readonly ProducedPartition[] {
  const [only, ...others] = topics;
  return only !== undefined && others.length === 0 ? only.parts : topics.flatMap((topic) => topic.parts);
}

function hasTransactionalBatch({ partitionData }: TopicProduceData): boolean {
  return partitionData.some(({ records }) => isTransactional(records));
}

/** Transactional records of nobody: nothing of the request is taken. */
function refuse(request: ProduceRequest): Outcome<ProduceResponse> {
  const error = new ProtocolError(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
  const topics = request.topicData.map(({ name, topicId, partitionData }) => ({
    name,
    topicId,
    parts: partitionData.map(({ index }) => ({ response: failure(index, error) })),
  }));
  return request.acks === 0 ? closeConnection : answer(topics);
}

interface ProducedTopic {
  readonly name: string;
  readonly topicId: string;
  readonly parts: readonly ProducedPartition[];
}

function answer(topics: readonly ProducedTopic[]): ProduceResponse {
  const responses: TopicProduceResponse[] = topics.map((topic) => ({
    name: topic.name,
    topicId: topic.topicId,
    partitionResponses: topic.parts.map((part) => part.response),
  }));
  return { responses, throttleTimeMs: 0, nodeEndpoints: [] };
}

/** B10: silence; after an error the connection closes, which is all that such a client can notice. */
function withoutAnswer(parts: readonly ProducedPartition[]): Outcome<ProduceResponse> {
  return parts.some((part) => part.response.errorCode !== Errors.NONE) ? closeConnection : undefined;
}
