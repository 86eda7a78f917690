import { Errors, type EndTxnMarker, NO_PRODUCER_EPOCH, type RecordBatch } from '@moldau/protocol';
import { AppendError } from '../partition-log.ts';
import type { ProducerEntry } from './producer-entry.ts';
import type { Verification, VerificationGuard } from './verifications.ts';

/** The rules by which a batch follows, or does not, what its producer wrote before (B49 to B53, B57, B65, B72). */

const MAX_SEQUENCE = 2147483647;

/** B53, for data and markers: a producer of an older epoch has been replaced. */
export function checkProducerEpoch(entry: ProducerEntry | undefined, batch: RecordBatch): void {
  if (entry !== undefined && batch.producerEpoch < entry.producerEpoch) throw fenced(entry, batch);
}

/**
 * Where each transaction has its own epoch, a marker of the current epoch while a transaction is open is one that was
 * written before (B72); without one it is the same marker again, which changes nothing.
 */
export function checkMarkerOfBumpedEpoch(entry: ProducerEntry | undefined, batch: RecordBatch): void {
  if (entry?.hasOpenTransaction === true && batch.producerEpoch === entry.producerEpoch) throw fenced(entry, batch);
}

/** B65: a transaction begins only where its coordinator knows of it. */
export function checkVerified(
  entry: ProducerEntry | undefined,
  batch: RecordBatch,
  asked: Verification | undefined,
  shown: VerificationGuard | undefined,
): void {
  if (entry?.hasOpenTransaction === true && entry.producerEpoch === batch.producerEpoch) return;
  if (shown !== undefined && shown === asked) return;
  throw new AppendError(
    Errors.INVALID_TXN_STATE,
    `The batch of producer ${batch.producerId}, epoch ${batch.producerEpoch}, is not part of an open transaction`,
  );
}

function fenced(entry: ProducerEntry, batch: RecordBatch): AppendError {
  return new AppendError(
    Errors.INVALID_PRODUCER_EPOCH,
    `Epoch ${batch.producerEpoch} of producer ${batch.producerId} is over: its current epoch is ${entry.producerEpoch}`,
  );
}

/**
 * A producer without state may begin anywhere in its sequence, unless each of its transactions begins at 0 (B49). Of
 * the batches that wait for a verification the first goes first, whichever answer comes first.
 */
export function checkSequence(
  entry: ProducerEntry | undefined,
  batch: RecordBatch,
  asked: Verification | undefined,
): void {
  const sequence = batch.baseSequence;
  if (asked !== undefined && asked.producerEpoch === batch.producerEpoch && sequence > asked.lowestSequence) {
    throw outOfOrder(batch, `${asked.lowestSequence} is to come first`);
  }
  if (entry === undefined || entry.producerEpoch === NO_PRODUCER_EPOCH) {
    if (asked?.bumpsEpochs === true && sequence !== 0) throw outOfOrder(batch, 'its first batch must have sequence 0');
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
