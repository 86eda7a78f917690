/** Whether and how a topic is created: decided from the image, written by the controller (B20–B22, B138). */
import { encodeConfigs, encodeTopic, type TopicRecord, type Write } from '@moldau/metadata';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import type { Random } from '@moldau/runtime';
import { type AdminError, Refusal, refusalOf, refuseWith } from './admin-error.ts';
import { assignedReplicas } from './assignment.ts';
import type { ConfigCatalog } from './configs/config-catalog.ts';
import type { AdmitPartitions, CreateTopicResult, NewTopic } from './controller.ts';
import { type ControllerView, type Decision, type Transactions, WRITES_MAX } from './controller-view.ts';
import { chunks, PARTITIONS_PER_REQUEST_MAX, partitionPuts, placeOnLiveBrokers } from './new-partitions.ts';
import { collisionKey, topicNameProblem } from './topic-name.ts';

export interface TopicDefaults {
  readonly partitions: number;
  readonly replicationFactor: number;
}

export interface CreateTopicsContext {
  readonly view: ControllerView;
  readonly catalog: ConfigCatalog;
  readonly defaults: TopicDefaults;
  readonly random: Random;
  readonly admit?: AdmitPartitions | undefined;
}

const CLUSTER_METADATA_TOPIC = '__cluster_metadata';

/** One decision a topic name, in the order of the request; a name that comes twice is refused once. */
export function decideCreateTopics(
  context: CreateTopicsContext,
  topics: readonly NewTopic[],
): Decision<CreateTopicResult>[] {
  const byName = Map.groupBy(topics, (topic) => topic.name);
  const excessive = excessiveError(context.defaults, topics);
  const taken = new Map<string, string>();
  for (const name of context.view.image.topicsByName.keys()) taken.set(collisionKey(name), name);
  return [...byName].map(([name, [topic, ...more]]) => {
    if (topic === undefined || more.length > 0) return refused(name, duplicateError);
    if (excessive !== undefined) return refused(name, excessive);
    const decided = refusalOf(() => decideOne(context, topic, taken));
    return 'error' in decided ? refused(name, decided.error) : decided.value;
  });
}

const duplicateError: AdminError = {
  code: Errors.INVALID_REQUEST,
  message: 'The request names this topic more than once',
};

function refused(name: string, error: AdminError): Decision<CreateTopicResult> {
  return { result: { name, error }, transactions: [] };
}

function excessiveError(defaults: TopicDefaults, topics: readonly NewTopic[]): AdminError | undefined {
  const total = topics.reduce((sum, topic) => sum + requestedPartitions(defaults, topic), 0);
  if (total <= PARTITIONS_PER_REQUEST_MAX) return undefined;
  const message = `One request may create ${PARTITIONS_PER_REQUEST_MAX} partitions, not ${total}`;
  return { code: Errors.POLICY_VIOLATION, message };
}

function requestedPartitions(defaults: TopicDefaults, topic: NewTopic): number {
  if (topic.assignments.length > 0) return topic.assignments.length;
  return topic.partitions === -1 ? defaults.partitions : Math.max(topic.partitions, 0);
}

function decideOne(
  context: CreateTopicsContext,
  topic: NewTopic,
  taken: Map<string, string>,
): Decision<CreateTopicResult> {
  const { view, catalog, random } = context;
  checkName(view, topic.name, taken);
  const configs = checkedConfigs(context, topic);
  const replicas = chooseReplicas(context, topic);
  refuseWith(context.admit?.(topic.name, replicas.length));
  const topicId = newTopicId(view, random);
  const replicationFactor = replicas[0]?.length ?? 0;
  taken.set(collisionKey(topic.name), topic.name);
  const result: CreateTopicResult = {
    name: topic.name,
    error: undefined,
    topicId,
    partitions: replicas.length,
    replicationFactor,
    configs: catalog.topicEntries(view.image, configs, replicationFactor),
  };
  return { result, transactions: topicTransactions(view, topicId, topic.name, replicas, configs) };
}

function checkName(view: ControllerView, name: string, taken: ReadonlyMap<string, string>): void {
  const problem = topicNameProblem(name);
  if (problem !== undefined) throw new Refusal(Errors.INVALID_TOPIC_EXCEPTION, problem);
  if (name === CLUSTER_METADATA_TOPIC) {
    throw new Refusal(Errors.INVALID_REQUEST, `${CLUSTER_METADATA_TOPIC} is not a topic that can be created`);
  }
  const existing = taken.get(collisionKey(name));
  if (existing === name || isNameClaimed(view, name)) {
    throw new Refusal(Errors.TOPIC_ALREADY_EXISTS, `The topic '${name}' exists already`);
  }
  if (existing !== undefined) {
    const message = `The name '${name}' collides with that of the topic '${existing}'`;
    throw new Refusal(Errors.INVALID_TOPIC_EXCEPTION, message);
  }
}

/** A topic that is not complete yet has its name already. */
function isNameClaimed(view: ControllerView, name: string): boolean {
  const claim = view.entry(view.keys.name(name));
  return claim !== undefined && claim.value.length > 0;
}

function checkedConfigs(context: CreateTopicsContext, topic: NewTopic): ReadonlyMap<string, string> {
  const configs = new Map<string, string>();
  for (const { name, value } of topic.configs) {
    if (value === null) throw new Refusal(Errors.INVALID_CONFIG, `The config ${name} has no value`);
    configs.set(name, value);
  }
  const [problem] = context.catalog.topicProblems(context.view.image, configs);
  if (problem !== undefined) throw new Refusal(Errors.INVALID_CONFIG, problem);
  return configs;
}

function chooseReplicas(context: CreateTopicsContext, topic: NewTopic): number[][] {
  const { view, defaults, random } = context;
  if (topic.assignments.length > 0) {
    requireUnset(topic.replicationFactor, 'replication factor');
    requireUnset(topic.partitions, 'number of partitions');
    return assignedReplicas(view.image, topic.assignments);
  }
  const { partitions, replicationFactor } = topic;
  if (replicationFactor < -1 || replicationFactor === 0) {
    const message = 'A topic has at least one replica; -1 asks for the default';
    throw new Refusal(Errors.INVALID_REPLICATION_FACTOR, message);
  }
  if (partitions < -1 || partitions === 0) {
    throw new Refusal(Errors.INVALID_PARTITIONS, 'A topic has at least one partition; -1 asks for the default');
  }
  const request = {
    partitions: partitions === -1 ? defaults.partitions : partitions,
    replicationFactor: replicationFactor === -1 ? defaults.replicationFactor : replicationFactor,
  };
  return placeOnLiveBrokers(view.image, request, random);
}

function requireUnset(value: number, what: string): void {
  if (value === -1) return;
  throw new Refusal(Errors.INVALID_REQUEST, `Replicas are assigned, so the ${what} must be -1, not ${value}`);
}

function newTopicId(view: ControllerView, random: Random): string {
  for (;;) {
    const id = randomUuid(random);
    // Kafka's tools would take a leading dash for an option.
    if (!id.startsWith('-') && id !== ZERO_UUID && view.entry(view.keys.topic(id)) === undefined) return id;
  }
}

/** An RFC 9562 version 4 UUID as 22 characters of base64url. */
export function randomUuid(random: Random): string {
  const bytes = random.bytes(16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('base64url');
}

function topicTransactions(
  view: ControllerView,
  topicId: string,
  name: string,
  replicas: readonly (readonly number[])[],
  configs: ReadonlyMap<string, string>,
): Transactions {
  const { image, keys } = view;
  const record = (state: TopicRecord['state']): Write => {
    const replicationFactor = replicas[0]?.length ?? 0;
    return {
      put: keys.topic(topicId),
      value: encodeTopic({ name, partitions: replicas.length, replicationFactor, state }),
    };
  };
  const claim: Write = { put: keys.name(name), value: Buffer.from(topicId) };
  const config: Write[] =
    configs.size > 0 || view.entry(keys.config('topic', name)) !== undefined
      ? [{ put: keys.config('topic', name), value: encodeConfigs(configs) }]
      : [];
  const partitions = partitionPuts(image, keys, topicId, replicas, 0);
  if (partitions.length + 3 <= WRITES_MAX) return [[claim, record('ACTIVE'), ...config, ...partitions]];
  return [[claim, record('CREATING'), ...config], ...chunks(partitions, WRITES_MAX), [record('ACTIVE')]];
}
