import { Errors, ProtocolError } from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';
import { failure, type ProducedPartition } from './produce-partition.ts';

/**
 * Waits until every appended partition is written (acks=1) or committed (acks=all). Those that are not after `timeoutMs`
 * get REQUEST_TIMED_OUT although their data stays (B47); those that fail get their own error. The producer's timeout is
 * meant for the other replicas: this broker's own write, which Kafka does before it looks at the clock, is given
 * {@link LOCAL_WRITE_MS}, so that only a disk that hangs is ever reported.
 */
export function awaitAcknowledgements(
  produced: readonly ProducedPartition[],
  acks: 1 | -1,
  timeoutMs: number,
  clock: Clock,
): void | Promise<void> {
  const pending = new Set<ProducedPartition>();
  const state: { done?: () => void } = {};
  for (const part of produced) {
    if (part.appended === undefined) continue;
    pending.add(part);
    whenAcknowledged(part, acks, (error) => {
      if (!pending.delete(part)) return;
      if (error !== undefined) Object.assign(part.response, failure(part.response.index, error));
      if (pending.size === 0) state.done?.();
    });
  }
  if (pending.size === 0) return undefined;
  const isLocal = [...pending].every((part) => acks === 1 || part.appended?.partition.isAlone === true);
  const patience = isLocal ? Math.max(timeoutMs, LOCAL_WRITE_MS) : Math.max(timeoutMs, 0);
  return new Promise((resolve) => {
    const timer = clock.after(patience, () => {
      for (const part of pending) timeOut(part);
      pending.clear();
      resolve();
    });
    state.done = () => {
      timer.cancel();
      resolve();
    };
  });
}

const LOCAL_WRITE_MS = 30_000;

function whenAcknowledged(part: ProducedPartition, acks: 1 | -1, settle: (error?: ProtocolError) => void): void {
  if (part.appended === undefined) return;
  const { partition, lastOffset } = part.appended;
  if (acks === 1) partition.whenWritten(lastOffset, settle);
  else partition.whenCommitted(lastOffset, settle);
}

function timeOut(part: ProducedPartition): void {
  const error = new ProtocolError(Errors.REQUEST_TIMED_OUT, 'Appended, but not acknowledged in time');
  Object.assign(part.response, failure(part.response.index, error));
}
