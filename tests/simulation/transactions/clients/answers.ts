/** What the answers to a transactional client mean for it. */
import { Errors, errorName } from '@moldau/protocol';

/** Answers after which the same is asked again. */
const transient: ReadonlySet<number> = new Set([
  Errors.COORDINATOR_LOAD_IN_PROGRESS,
  Errors.COORDINATOR_NOT_AVAILABLE,
  Errors.NOT_COORDINATOR,
  Errors.CONCURRENT_TRANSACTIONS,
  Errors.UNSTABLE_OFFSET_COMMIT,
  Errors.KAFKA_STORAGE_ERROR,
  Errors.LEADER_NOT_AVAILABLE,
  Errors.NOT_LEADER_OR_FOLLOWER,
  Errors.NOT_ENOUGH_REPLICAS,
  Errors.REQUEST_TIMED_OUT,
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
]);

/** Answers that say that the transaction is over, whoever ended it. */
const over: ReadonlySet<number> = new Set([
  Errors.INVALID_PRODUCER_EPOCH,
  Errors.PRODUCER_FENCED,
  Errors.INVALID_PRODUCER_ID_MAPPING,
  Errors.INVALID_TXN_STATE,
  Errors.TRANSACTION_ABORTABLE,
]);

/** The producer's transaction is over, and not by its own doing. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}

export function isTransient(errorCode: number): boolean {
  return transient.has(errorCode);
}

/** Whether it worked; throws a FencedError when it never will, and another for what no broker may answer. */
export function isDone(errorCode: number, what: string): boolean {
  if (errorCode === Errors.NONE) return true;
  if (isTransient(errorCode)) return false;
  const message = `${what} was answered ${errorName(errorCode)}`;
  if (over.has(errorCode)) throw new FencedError(message);
  throw new Error(message);
}
