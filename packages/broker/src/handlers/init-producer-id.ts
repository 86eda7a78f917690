import type { TransactionCoordinator } from '@moldau/coordinator';
import { type ErrorCode, Errors, NO_PRODUCER_EPOCH, NO_PRODUCER_ID, ProtocolError } from '@moldau/protocol';
import type { InitProducerIdRequest, InitProducerIdResponse } from '@moldau/protocol/messages/init-producer-id';
import type { Handler } from './handler.ts';

export interface InitProducerIdDependencies {
  /** A producer id that no other call ever got or gets. */
  readonly nextProducerId: () => Promise<number>;
  readonly transactions: Pick<TransactionCoordinator, 'initProducerId'>;
}

/**
 * InitProducerId (key 22): for idempotent producers a new id with epoch 0 at every call (B48), for transactional ones
 * the id of the transactional id with an epoch of their own (B60, B61).
 */
export function initProducerIdHandler(
  dependencies: InitProducerIdDependencies,
): Handler<InitProducerIdRequest, InitProducerIdResponse> {
  return async (request, context) => {
    const { transactionalId } = request;
    if (transactionalId !== null) return dependencies.transactions.initProducerId(context, transactionalId, request);
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
