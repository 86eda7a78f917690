/** Topics and their configs: what was confirmed holds, until the next change, which may hold if nobody knows. */
import type { FinalTopic, HistoryEvent, TopicChange } from '../history.ts';
import type { Violation } from '../history-checker.ts';

export function checkTopics(history: readonly HistoryEvent[]): Violation[] {
  const changes = new Map<string, TopicChange[]>();
  for (const event of history) {
    if (event.kind !== 'topic change' || event.outcome === 'refused') continue;
    const others = changes.get(event.topic) ?? [];
    others.push(event);
    changes.set(event.topic, others);
  }
  return history.flatMap((event) =>
    event.kind === 'final topic' ? checkOne(event, changes.get(event.topic) ?? []) : [],
  );
}

const absent = 'absent';

function checkOne({ topic, config }: FinalTopic, changes: readonly TopicChange[]): Violation[] {
  const found = config ?? absent;
  const possible = possibleStates(changes);
  if (possible.has(found)) return [];
  return [{ rule: 'lost change', what: `${topic} is ${found}, could be ${[...possible].join(' or ')}` }];
}

/** The states that a topic may be in: each change that is not certain leaves the one before it possible. */
function possibleStates(changes: readonly TopicChange[]): Set<string> {
  let states = new Set([absent]);
  for (const { change, config, outcome } of changes) {
    const after = new Set([...states].map((state) => stateAfter(change, config, state)));
    states = outcome === 'ok' ? after : new Set([...states, ...after]);
  }
  return states;
}

function stateAfter(change: TopicChange['change'], config: string | undefined, before: string): string {
  if (change === 'delete') return absent;
  if (change === 'alter' && before === absent) return absent;
  return config ?? before;
}
