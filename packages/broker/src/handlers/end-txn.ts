import type { TransactionCoordinator } from '@moldau/coordinator';
import type { EndTxnRequest, EndTxnResponse } from '@moldau/protocol/messages/end-txn';
import type { Handler } from './handler.ts';

/** EndTxn (key 26): answered when the end is decided, before the markers are written (B64, B76). */
export function endTxnHandler(dependencies: {
  readonly transactions: TransactionCoordinator;
}): Handler<EndTxnRequest, EndTxnResponse> {
  return (request, context) => dependencies.transactions.endTxn(context, request);
}
