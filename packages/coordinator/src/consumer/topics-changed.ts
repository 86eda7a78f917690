import type { Step } from '../machine/step.ts';
import { eventNames } from '../timeline/event-texts.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { noteMetadataChanged } from './rebalance-timeline.ts';

/** Topics as the cluster image tells of them, by name. */
export interface ChangedTopics {
  readonly created: readonly string[];
  /** Deleted, or with other partitions or racks than before. */
  readonly altered: readonly string[];
}

/** Sees to it that the next heartbeat of any member looks whether a new assignment is due (B130). */
export function topicsChanged(group: ConsumerGroup, { created, altered }: ChangedTopics, step: Step): void {
  if (created.length > 0) group.patternRefresh.hasNewTopics = true;
  const affected = [...created, ...altered].filter((topic) => group.subscriptions.topics.has(topic));
  if (affected.length === 0) return;
  group.needsMetadataRefresh = true;
  noteMetadataChanged(group, eventNames(affected), step);
}
