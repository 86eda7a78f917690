import type { ReplicaManager } from '@moldau/cluster';
import { Errors, ProtocolError } from '@moldau/protocol';
import type {
  ProduceRequest,
  ProduceResponse,
  TopicProduceData,
  TopicProduceResponse,
} from '@moldau/protocol/messages/produce';
import type { Clock } from '@moldau/runtime';
import { AcknowledgementDeadlines } from '../produce/acknowledgement-deadlines.ts';
import { awaitAcknowledgements } from '../produce/await-acknowledgements.ts';
import { failure, isTransactional, type ProducedPartition, producePartition } from '../produce/produce-partition.ts';
import { DeferredOutcome } from './deferred-outcome.ts';
import { closeConnection, type Outcome, type OutcomeHandler } from './handler.ts';

export interface ProduceDependencies {
  readonly replicas: ReplicaManager;
  readonly clock: Clock;
}

/**
 * Produce (key 0): B33–B57. Everything is appended before the handler returns, so its requests may be pipelined and
 * may borrow the connection's read buffer; what follows is only waiting.
 */
export function produceHandler(dependencies: ProduceDependencies): OutcomeHandler<ProduceRequest, ProduceResponse> {
  const deadlines = new AcknowledgementDeadlines(dependencies.clock);
  return (request, context) => {
    const { acks } = request;
    if (request.transactionalId === null && request.topicData.some(hasTransactionalBatch)) return refuse(request);
    const parts: ProducedPartition[] = [];
    const topics = request.topicData.map((topic) => {
      const { name, topicId } = topic;
      const produced = topic.partitionData.map((data) =>
        producePartition(dependencies.replicas, topic, data, acks, context),
      );
      for (const part of produced) parts.push(part);
      return { name, topicId, parts: produced };
    });
    if (acks === 0) return withoutAnswer(parts);
    if (acks !== 1 && acks !== -1) return answer(topics);
    const outcome = new DeferredOutcome<ProduceResponse>();
    const terms = { acks, timeoutMs: request.timeoutMs, deadlines } as const;
    const waits = awaitAcknowledgements(parts, terms, () => outcome.settleWith(() => answer(topics)));
    return waits ? outcome : answer(topics);
  };
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
