/**
 * The patterns that a group subscribes to, and the topics that they came to when they were last matched. Matching is
 * not done here: it may take long, so it is asked for and its outcome comes later (B125).
 */
import type { Step } from '../../machine/step.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import type { MemberMetadata } from '../consumer-member.ts';
import { bumpGroupEpoch } from '../rebalance.ts';
import { write } from '../write.ts';
import type { PatternMatches } from './match-topics.ts';
import { compilePattern } from './pattern.ts';

/** Throws a Refusal if the member brings a pattern that nobody could match. */
export function requirePattern(group: ConsumerGroup, before: MemberMetadata, { pattern }: MemberMetadata): void {
  if (pattern !== '' && pattern !== before.pattern && group.subscriptions.membersOf(pattern) === 0) {
    compilePattern(pattern);
  }
}

/** Whether the group knows already what the member's patterns come to. */
export function isResolved(group: ConsumerGroup, { pattern }: MemberMetadata): boolean {
  return pattern === '' || group.subscriptions.resolvedPatterns.has(pattern);
}

/** Forgets what a pattern matched if its last member has gone or has turned to another. */
export function dropUnusedPattern(group: ConsumerGroup, pattern: string, step: Step): void {
  const { subscriptions } = group;
  if (!subscriptions.resolvedPatterns.has(pattern) || subscriptions.membersOf(pattern) > 0) return;
  write(group, { type: 'pattern', pattern, value: null }, step);
}

export function requestPatternRefresh(group: ConsumerGroup, step: Step): void {
  const { subscriptions, patternRefresh, groupId } = group;
  if (!subscriptions.hasPatterns) return;
  const { patterns } = subscriptions;
  const hasUnmatched = [...patterns].some((pattern) => !subscriptions.resolvedPatterns.has(pattern));
  if (patternRefresh.begin(step.now.monotonicMs, hasUnmatched)) {
    step.outcome.patternsToMatch = { groupId, patterns: [...patterns] };
  }
}

/** What was asked for has been found out. A rebalance follows if it is news. */
export function patternsMatched(group: ConsumerGroup, matches: PatternMatches, step: Step): void {
  group.patternRefresh.end(step.now.monotonicMs);
  let isNews = false;
  for (const [pattern, topics] of matches) {
    if (group.subscriptions.membersOf(pattern) === 0) continue;
    const known = group.subscriptions.resolvedPatterns.get(pattern);
    if (known !== undefined && sameNames(known.topics, topics)) continue;
    isNews = true;
    write(group, { type: 'pattern', pattern, value: { topics, version: 0, timestampMs: step.now.wallClockMs } }, step);
  }
  if (isNews) bumpGroupEpoch(group, step);
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
