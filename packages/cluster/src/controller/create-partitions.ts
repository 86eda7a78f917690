/** Adding partitions to a topic (B27, B140). Until the topic's record counts them they are in no image. */
import { type ClusterImage, decodeTopic, encodeTopic, type TopicImage, type Write } from '@moldau/metadata';
import { Errors, errorMessage } from '@moldau/protocol';
import type { Random } from '@moldau/runtime';
import { type AdminError, Refusal, refusalOf, refuseWith } from './admin-error.ts';
import { checkReplicas } from './assignment.ts';
import type { AdmitPartitions, CreatePartitionsResult, NewPartitions } from './controller.ts';
import { type ControllerView, type Decision, type Transactions, WRITES_MAX } from './controller-view.ts';
import { chunks, PARTITIONS_PER_REQUEST_MAX, partitionPuts, placeOnLiveBrokers } from './new-partitions.ts';

/** One decision a topic name, in the order of the request; a name that comes twice is refused once. */
export function decideCreatePartitions(
  view: ControllerView,
  random: Random,
  topics: readonly NewPartitions[],
  admit?: AdmitPartitions,
): Decision<CreatePartitionsResult>[] {
  let budget = PARTITIONS_PER_REQUEST_MAX;
  return [...Map.groupBy(topics, (topic) => topic.name)].map(([name, [request, ...more]]) => {
    if (request === undefined || more.length > 0) return refused(name, duplicateError);
    const decided = refusalOf(() => {
      const decision = decideOne(view, random, request, budget);
      refuseWith(admit?.(name, decision.added));
      budget -= decision.added;
      return decision;
    });
    return 'error' in decided ? refused(name, decided.error) : decided.value;
  });
}

const duplicateError: AdminError = {
  code: Errors.INVALID_REQUEST,
  message: 'The request names this topic more than once',
};

function refused(name: string, error: AdminError): Decision<CreatePartitionsResult> {
  return { result: { name, error }, transactions: [] };
}

function decideOne(
  view: ControllerView,
  random: Random,
  request: NewPartitions,
  budget: number,
): Decision<CreatePartitionsResult> & { readonly added: number } {
  const topic = view.image.topicsByName.get(request.name);
  if (topic === undefined) {
    throw new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, errorMessage(Errors.UNKNOWN_TOPIC_OR_PARTITION));
  }
  const added = addedPartitions(topic, request, budget);
  const replicas = chooseReplicas(view.image, random, topic, request, added);
  const result = { name: request.name, error: undefined };
  return { result, added, transactions: growth(view, topic, replicas) };
}

function addedPartitions(topic: TopicImage, { name, count, assignments }: NewPartitions, budget: number): number {
  const present = topic.partitions.length;
  const added = count - present;
  if (added === 0)
    throw new Refusal(Errors.INVALID_PARTITIONS, `The topic '${name}' has ${present} partitions already`);
  if (added < 0) {
    const message = `The topic '${name}' has ${present} partitions; their number cannot shrink to ${count}`;
    throw new Refusal(Errors.INVALID_PARTITIONS, message);
  }
  if (added > budget) {
    const message = `One request may create ${PARTITIONS_PER_REQUEST_MAX} partitions`;
    throw new Refusal(Errors.POLICY_VIOLATION, message);
  }
  if (assignments !== null && assignments.length !== added) {
    const message = `${added} partitions are to be added, but ${assignments.length} are assigned to brokers`;
    throw new Refusal(Errors.INVALID_REPLICA_ASSIGNMENT, message);
  }
  return added;
}

function chooseReplicas(
  image: ClusterImage,
  random: Random,
  topic: TopicImage,
  request: NewPartitions,
  added: number,
): readonly (readonly number[])[] {
  const replicationFactor = topic.partitions[0]?.replicas.length ?? 1;
  if (request.assignments !== null) {
    checkReplicas(image, request.assignments, replicationFactor);
    return request.assignments;
  }
  const firstPartition = topic.partitions.length;
  return placeOnLiveBrokers(image, { partitions: added, replicationFactor, firstPartition }, random);
}

function growth(view: ControllerView, topic: TopicImage, replicas: readonly (readonly number[])[]): Transactions {
  const key = view.keys.topic(topic.id);
  const entry = view.entry(key);
  if (entry === undefined) throw new Error(`The topic ${topic.id} is in the image but has no record`);
  const first = topic.partitions.length;
  const record = { ...decodeTopic(key, entry.value), partitions: first + replicas.length };
  const count: Write = { put: key, value: encodeTopic(record) };
  const partitions = partitionPuts(view.image, view.keys, topic.id, replicas, first);
  if (partitions.length < WRITES_MAX) return [[...partitions, count]];
  return [...chunks(partitions, WRITES_MAX), [count]];
}
