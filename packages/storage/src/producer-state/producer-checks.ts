import { Errors, type EndTxnMarker, NO_PRODUCER_EPOCH, type RecordBatch } from '@moldau/protocol';
import { AppendError } from '../partition-log.ts';
import type { ProducerEntry } from './producer-entry.ts';

/** The rules by which a batch follows, or does not, what its producer wrote before (B49 to B53, B57). */

const MAX_SEQUENCE = 2147483647;

/** B53, for data and markers: a producer of an older epoch has been replaced. */
export function checkProducerEpoch(entry: ProducerEntry | undefined, batch: RecordBatch): void {
  if (entry === undefined || batch.producerEpoch >= entry.producerEpoch) return;
  throw new AppendError(
    Errors.INVALID_PRODUCER_EPOCH,
    `Epoch ${batch.producerEpoch} of producer ${batch.producerId} is older than its current epoch ${entry.producerEpoch}`,
  );
}

/**
 * `mustStartAtZero`: a producer without state may not begin in the middle of its sequence; asked for transactional
 * producers under transaction version 2 (B49).
 */
export function checkSequence(entry: ProducerEntry | undefined, batch: RecordBatch, mustStartAtZero: boolean): void {
  const sequence = batch.baseSequence;
  if (entry === undefined || entry.producerEpoch === NO_PRODUCER_EPOCH) {
    if (mustStartAtZero && sequence !== 0) throw outOfOrder(batch, 'its first batch must have sequence 0');
    return;
  }
  if (batch.producerEpoch !== entry.producerEpoch) {
    if (sequence !== 0)
      throw outOfOrder(batch, `the first of a new epoch must be 0, current is ${entry.producerEpoch}`);
    return;
  }
  if (!isInSequence(entry.lastSequence, sequence)) throw outOfOrder(batch, `the last was ${entry.lastSequence}`);
}

/** While a producer's transaction is open it cannot write outside of it. */
export function checkTransactional(entry: ProducerEntry | undefined, batch: RecordBatch): void {
  if (entry === undefined || !entry.hasOpenTransaction || batch.isTransactional) return;
  throw new AppendError(
    Errors.INVALID_TXN_STATE,
    `Producer ${batch.producerId} has an open transaction, but its batch is not part of one`,
  );
}

/** A marker from a coordinator that another one has replaced. */
export function checkCoordinatorEpoch(
  entry: ProducerEntry | undefined,
  marker: EndTxnMarker,
  producerId: number,
): void {
  if (entry === undefined || marker.coordinatorEpoch >= entry.coordinatorEpoch) return;
  throw new AppendError(
    Errors.TRANSACTION_COORDINATOR_FENCED,
    `Coordinator epoch ${marker.coordinatorEpoch} for producer ${producerId} is older than ${entry.coordinatorEpoch}`,
  );
}

/** An epoch without data yet has last sequence -1, after which comes 0. */
function isInSequence(lastSequence: number, sequence: number): boolean {
  return sequence === (lastSequence === MAX_SEQUENCE ? 0 : lastSequence + 1);
}

function outOfOrder(batch: RecordBatch, why: string): AppendError {
  return new AppendError(
    Errors.OUT_OF_ORDER_SEQUENCE_NUMBER,
    `Sequence ${batch.baseSequence} of producer ${batch.producerId}, epoch ${batch.producerEpoch}, is out of order: ${why}`,
  );
}
