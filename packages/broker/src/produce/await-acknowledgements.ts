/**
 * Waiting for what was appended to be written (acks=1) or committed (acks=all). Partitions that are not there in time
 * get REQUEST_TIMED_OUT although their data stays (B47); those that fail get their own error.
 */
import { Errors, ProtocolError } from '@moldau/protocol';
import { type AcknowledgementDeadlines, WaitingProduce } from './acknowledgement-deadlines.ts';
import { type AppendedPartition, failure, type ProducedPartition } from './produce-partition.ts';

/**
 * The producer's timeout is meant for the other replicas. This broker's own write, which Kafka does before it looks at
 * the clock, is given this long, so that only a disk that hangs is ever reported.
 */
const LOCAL_WRITE_MS = 30_000;

export interface AcknowledgementTerms {
  readonly acks: 1 | -1;
  readonly timeoutMs: number;
  readonly deadlines: AcknowledgementDeadlines;
}

/** False when nothing has to be waited for; else calls `done`, later. */
export function awaitAcknowledgements(
  produced: readonly ProducedPartition[],
  terms: AcknowledgementTerms,
  done: () => void,
): boolean {
  const wait = new AcknowledgementWait(produced, done);
  return wait.start(terms);
}

class AcknowledgementWait extends WaitingProduce {
  readonly #produced: readonly ProducedPartition[];
  readonly #done: () => void;
  #awaited = 0;
  #deadlines: AcknowledgementDeadlines | undefined;

  constructor(produced: readonly ProducedPartition[], done: () => void) {
    super();
    this.#produced = produced;
    this.#done = done;
  }

  start({ acks, timeoutMs, deadlines }: AcknowledgementTerms): boolean {
    let isLocal = true;
    for (const part of this.#produced) {
      if (part.appended === undefined) continue;
      isLocal &&= acks === 1 || part.appended.partition.isAlone;
      this.#await(part, part.appended, acks);
    }
    if (this.#awaited === 0) return false;
    this.#deadlines = deadlines;
    deadlines.add(this, isLocal ? Math.max(timeoutMs, LOCAL_WRITE_MS) : Math.max(timeoutMs, 0));
    return true;
  }

  timeOut(): void {
    const error = new ProtocolError(Errors.REQUEST_TIMED_OUT, 'Appended, but not acknowledged in time');
    for (const part of this.#produced) {
      if (part.isAwaited !== true) continue;
      part.isAwaited = false;
      Object.assign(part.response, failure(part.response.index, error));
    }
    this.#done();
  }

  #await(part: ProducedPartition, { partition, lastOffset }: AppendedPartition, acks: 1 | -1): void {
    part.isAwaited = true;
    this.#awaited++;
    const settle = (error?: ProtocolError): void => this.#settled(part, error);
    if (acks === 1) partition.whenWritten(lastOffset, settle);
    else partition.whenCommitted(lastOffset, settle);
  }

  #settled(part: ProducedPartition, error: ProtocolError | undefined): void {
    if (part.isAwaited !== true) return;
    part.isAwaited = false;
    this.#awaited--;
    if (error !== undefined) Object.assign(part.response, failure(part.response.index, error));
    if (this.#awaited > 0 || this.#deadlines === undefined) return;
    this.#deadlines.remove(this);
    this.#done();
  }
}
