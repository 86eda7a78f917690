import { type ErrorCode, Errors, NO_PRODUCER_EPOCH, NO_PRODUCER_ID, ProtocolError } from '@moldau/protocol';
import type { InitProducerIdRequest, InitProducerIdResponse } from '@moldau/protocol/messages/init-producer-id';
import type { Handler } from './handler.ts';

export interface InitProducerIdDependencies {
  /** A producer id that no other call ever got or gets. */
  readonly nextProducerId: () => Promise<number>;
}

/** InitProducerId (key 22) for idempotent producers: a new id with epoch 0 at every call (B48). */
export function initProducerIdHandler(
  dependencies: InitProducerIdDependencies,
): Handler<InitProducerIdRequest, InitProducerIdResponse> {
  return async (request) => {
    if (request.transactionalId !== null) return failure(refusal(request));
    if ((request.producerId === NO_PRODUCER_ID) !== (request.producerEpoch === NO_PRODUCER_EPOCH)) {
      return failure(Errors.INVALID_REQUEST);
    }
    try {
      return success(await dependencies.nextProducerId());
    } catch (error) {
      if (error instanceof ProtocolError) return failure(error.code);
      throw error;
    }
  };
}

/** Transactional ids need a coordinator, which FindCoordinator does not offer (B60, B101). */
function refusal(request: InitProducerIdRequest): ErrorCode {
  if (request.transactionalId === '') return Errors.INVALID_REQUEST;
  return request.transactionTimeoutMs <= 0 ? Errors.INVALID_TRANSACTION_TIMEOUT : Errors.NOT_COORDINATOR;
}

function success(producerId: number): InitProducerIdResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    producerId,
    producerEpoch: 0,
    ongoingTxnProducerId: -1,
    ongoingTxnProducerEpoch: -1,
  };
}

function failure(errorCode: ErrorCode): InitProducerIdResponse {
  return { ...success(-1), errorCode, producerEpoch: -1 };
}
