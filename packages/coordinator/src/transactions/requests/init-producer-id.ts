/** InitProducerId at the door: what is refused before any transaction is looked at, and the answer's form by version. */
import { type ErrorCode, Errors, NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '@moldau/protocol';
import type { InitProducerIdRequest, InitProducerIdResponse } from '@moldau/protocol/messages/init-producer-id';
import type { InitProducerIdCommand, ProducerAnswer } from '../init-producer-id.ts';
import type { TransactionSettings } from '../transaction-settings.ts';

/** B60; a producer names both its id and its epoch, or neither. */
export function refuseInitProducerId(request: InitProducerIdRequest, settings: TransactionSettings): ErrorCode {
  const { transactionalId, transactionTimeoutMs, producerId, producerEpoch } = request;
  if ((producerId === NO_PRODUCER_ID) !== (producerEpoch === NO_PRODUCER_EPOCH)) return Errors.INVALID_REQUEST;
  if (transactionalId === '') return Errors.INVALID_REQUEST;
  const isValid = transactionTimeoutMs > 0 && transactionTimeoutMs <= settings.transactionMaxTimeoutMs;
  return isValid ? Errors.NONE : Errors.INVALID_TRANSACTION_TIMEOUT;
}

export function initCommand(transactionalId: string, request: InitProducerIdRequest): InitProducerIdCommand {
  const { transactionTimeoutMs, producerId, producerEpoch } = request;
  const expected = producerId === NO_PRODUCER_ID ? null : { producerId, producerEpoch };
  return { transactionalId, timeoutMs: transactionTimeoutMs, expected };
}

export function initResponse(answer: ProducerAnswer, apiVersion: number): InitProducerIdResponse {
  return {
    throttleTimeMs: 0,
    errorCode: producerFencedFrom(4, answer.errorCode, apiVersion),
    producerId: answer.producerId,
    producerEpoch: answer.producerEpoch,
    ongoingTxnProducerId: NO_PRODUCER_ID,
    ongoingTxnProducerEpoch: NO_PRODUCER_EPOCH,
  };
}

/** Clients of older versions know a fenced producer by its epoch (B62). */
export function producerFencedFrom(version: number, errorCode: ErrorCode, apiVersion: number): ErrorCode {
  return errorCode === Errors.PRODUCER_FENCED && apiVersion < version ? Errors.INVALID_PRODUCER_EPOCH : errorCode;
}
