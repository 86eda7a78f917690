/**
 * Deleting a topic (B26, B139): its record becomes DELETING, its name free and its configs empty, in one transaction, so
 * every image loses it at once and the name can be used again. The records go for good later ({@link purgeTransactions}).
 */
import { decodeTopic, encodeConfigs, encodeTopic, type TopicImage, type Write } from '@moldau/metadata';
import { type ErrorCode, Errors, errorMessage } from '@moldau/protocol';
import { type AdminError, Refusal, refusalOf, refuseWith } from './admin-error.ts';
import type { AdmitPartitions, DeleteTopicResult, TopicSelector } from './controller.ts';
import { type ControllerView, type Decision, type Transactions, WRITES_MAX } from './controller-view.ts';
import { chunks } from './new-partitions.ts';

export function decideDeleteTopics(
  view: ControllerView,
  selectors: readonly TopicSelector[],
  admit?: AdmitPartitions,
): Decision<DeleteTopicResult>[] {
  const chosen = new Set<string>();
  const duplicates = duplicateSelectors(selectors);
  const told = new Set<string>();
  return selectors.flatMap((selector) => {
    const key = selectorKey(selector);
    if (duplicates.has(key)) {
      if (told.has(key)) return [];
      told.add(key);
      return [
        refused(selector, { code: Errors.INVALID_REQUEST, message: 'The request names this topic more than once' }),
      ];
    }
    const decided = refusalOf(() => decideOne(view, selector, chosen, admit));
    return ['error' in decided ? refused(selector, decided.error) : decided.value];
  });
}

function duplicateSelectors(selectors: readonly TopicSelector[]): Set<string> {
  const groups = Map.groupBy(selectors.filter(isSelective), selectorKey);
  return new Set([...groups].filter(([, group]) => group.length > 1).map(([key]) => key));
}

/** Names one thing: neither nothing nor two things, each of which has an error of its own. */
function isSelective({ name, topicId }: TopicSelector): boolean {
  return (name === null) !== (topicId === undefined);
}

function selectorKey({ name, topicId }: TopicSelector): string {
  return JSON.stringify([name, topicId]);
}

function refused({ name, topicId }: TopicSelector, error: AdminError): Decision<DeleteTopicResult> {
  return { result: { name, topicId, error }, transactions: [] };
}

function decideOne(
  view: ControllerView,
  selector: TopicSelector,
  chosen: Set<string>,
  admit: AdmitPartitions | undefined,
): Decision<DeleteTopicResult> {
  const topic = findTopic(view, selector);
  if (chosen.has(topic.id)) {
    throw new Refusal(Errors.INVALID_REQUEST, `The request names the topic '${topic.name}' both by name and by id`);
  }
  refuseWith(admit?.(topic.name, topic.partitions.length));
  chosen.add(topic.id);
  const result = { name: topic.name, topicId: topic.id, error: undefined };
  return { result, transactions: deletion(view, topic) };
}

function findTopic({ image }: ControllerView, { name, topicId }: TopicSelector): TopicImage {
  if (name !== null && topicId !== undefined) {
    throw new Refusal(Errors.INVALID_REQUEST, 'A topic is named either by its name or by its id, not by both');
  }
  if (topicId !== undefined) return image.topicsById.get(topicId) ?? unknown(Errors.UNKNOWN_TOPIC_ID);
  if (name === null) throw new Refusal(Errors.INVALID_REQUEST, 'Neither the name nor the id of a topic is given');
  return image.topicsByName.get(name) ?? unknown(Errors.UNKNOWN_TOPIC_OR_PARTITION);
}

function unknown(code: ErrorCode): never {
  throw new Refusal(code, errorMessage(code));
}

function deletion(view: ControllerView, topic: TopicImage): Transactions {
  const { keys } = view;
  const config = keys.config('topic', topic.name);
  const writes: Write[] = [
    { put: keys.topic(topic.id), value: deletingRecord(view, topic.id) },
    { put: keys.name(topic.name), value: Buffer.alloc(0) },
  ];
  if (view.entry(config) !== undefined) writes.push({ put: config, value: encodeConfigs(new Map()) });
  return [writes];
}

function deletingRecord(view: ControllerView, topicId: string): Buffer {
  const key = view.keys.topic(topicId);
  const entry = view.entry(key);
  if (entry === undefined) throw new Error(`The topic ${topicId} is in the image but has no record`);
  return encodeTopic({ ...decodeTopic(key, entry.value), state: 'DELETING' });
}

/**
 * Removes what is left of a topic that was deleted or never completed. The topic's own record goes last, so that an
 * interrupted purge is found again; its name and configs only if no other topic has them by now.
 */
export function purgeTransactions(view: ControllerView, topicId: string): Transactions {
  const { keys } = view;
  const key = keys.topic(topicId);
  const entry = view.entry(key);
  if (entry === undefined) return [];
  const { name, partitions } = decodeTopic(key, entry.value);
  const holder = view.entry(keys.name(name))?.value.toString() ?? '';
  const isFree = holder === '' || holder === topicId;
  const named = isFree ? [keys.name(name), keys.config('topic', name)] : [];
  const numbered = Array.from({ length: partitions }, (_, index) => keys.partition(topicId, index));
  const present = [...numbered, ...named].filter((candidate) => view.entry(candidate) !== undefined);
  return [...chunks(present, WRITES_MAX), [key]].map((group) => group.map((gone) => ({ delete: gone })));
}
