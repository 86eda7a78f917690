/**
 * Groups: members go on from where the group stands and commit only forwards, so what was committed once is never
 * undercut. Where a group stands, somebody has committed.
 */
import type { Commit, CommittedOffset, HistoryEvent } from '../history.ts';
import type { Violation } from '../history-checker.ts';

export function checkCommits(history: readonly HistoryEvent[]): Violation[] {
  const commits = new Map<string, Commit[]>();
  for (const event of history) {
    if (event.kind !== 'commit') continue;
    const key = keyOf(event);
    const others = commits.get(key) ?? [];
    others.push(event);
    commits.set(key, others);
  }
  return history.flatMap((event) =>
    event.kind === 'committed offset' ? checkOne(event, commits.get(keyOf(event)) ?? []) : [],
  );
}

function keyOf({ group, partition }: Commit | CommittedOffset): string {
  return `${group} ${partition}`;
}

function checkOne({ group, partition, offset, startedAt }: CommittedOffset, commits: readonly Commit[]): Violation[] {
  let promised = -1;
  let isPossible = offset === -1;
  for (const commit of commits) {
    if (commit.outcome === 'ok' && commit.endedAt < startedAt) promised = Math.max(promised, commit.offset);
    if (commit.offset === offset && commit.outcome !== 'refused') isPossible = true;
  }
  const where = `${group} stands at ${offset} of ${partition}`;
  if (offset < promised) return [{ rule: 'lost commit', what: `${where}, committed was ${promised}` }];
  return isPossible ? [] : [{ rule: 'phantom commit', what: where }];
}
