import type { TransactionCoordinator } from '@moldau/coordinator';
import type { AddOffsetsToTxnRequest, AddOffsetsToTxnResponse } from '@moldau/protocol/messages/add-offsets-to-txn';
import type { Handler } from './handler.ts';

/** AddOffsetsToTxn (key 25): the transaction is going to commit offsets of the group (B62, B63). */
export function addOffsetsToTxnHandler(dependencies: {
  readonly transactions: TransactionCoordinator;
}): Handler<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse> {
  return (request, context) => dependencies.transactions.addOffsetsToTxn(context, request);
}
