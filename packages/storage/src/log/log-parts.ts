import { FlushPolicy } from './flush-policy.ts';
import { type LogContext, type LogFailures, logContext } from './log-context.ts';
import type { LogEnvironment, LogHome } from './log-environment.ts';
import { LogOutage } from './log-outage.ts';
import { LogReader } from './log-reader.ts';
import { LogStart } from './log-start.ts';
import type { LogState } from './log-state.ts';
import { LogTruncation } from './log-truncation.ts';
import { LogWriter } from './log-writer.ts';
import { SegmentChanges } from './segment-changes.ts';
import { SegmentRoll } from './segment-roll.ts';

/** What one log is made of. Each part owns its own state and knows those above it; failures go to the last. */
export interface LogParts {
  readonly context: LogContext;
  readonly reader: LogReader;
  readonly writer: LogWriter;
  readonly flushPolicy: FlushPolicy;
  readonly roll: SegmentRoll;
  readonly changes: SegmentChanges;
  readonly start: LogStart;
  readonly truncation: LogTruncation;
  readonly outage: LogOutage;
}

export function logParts(environment: LogEnvironment, home: LogHome, state: LogState): LogParts {
  const context = logContext(environment, home, state);
  const failures: LogFailures = {
    failed: (operation, error) => outage.failed(operation, error),
    syncFailed: (operation, error) => outage.syncFailed(operation, error),
  };
  const reader = startReader(context);
  const writer = new LogWriter(context, failures);
  const flushPolicy = new FlushPolicy(context, writer, failures, state);
  // Before all others: what it starts in a turn does not depend on what they do.
  writer.onProgress(flushPolicy);
  const roll = new SegmentRoll(context, writer, flushPolicy, failures);
  const changes = new SegmentChanges(context, failures);
  const start = new LogStart(context, { writer, roll, changes }, failures, state.logStartOffset);
  const truncation = new LogTruncation(context, { writer, flushPolicy, changes, start }, failures);
  const outage = new LogOutage(context, { writer, flushPolicy, truncation });
  return { context, reader, writer, flushPolicy, roll, changes, start, truncation, outage };
}

function startReader(context: LogContext): LogReader {
  const { environment, segments, tail, health, topic, partition } = context;
  const name = `${topic}-${partition}`;
  return new LogReader(environment, segments, tail, name, (damage) => health.damaged(damage, context.home.path));
}
