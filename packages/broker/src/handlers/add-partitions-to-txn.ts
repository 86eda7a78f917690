import type { TransactionCoordinator } from '@moldau/coordinator';
import type {
  AddPartitionsToTxnRequest,
  AddPartitionsToTxnResponse,
} from '@moldau/protocol/messages/add-partitions-to-txn';
import type { Handler } from './handler.ts';

/** AddPartitionsToTxn (key 24): where a transaction is going to write, all or nothing (B62, B63, B65). */
export function addPartitionsToTxnHandler(dependencies: {
  readonly transactions: TransactionCoordinator;
}): Handler<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse> {
  return (request, context) => dependencies.transactions.addPartitionsToTxn(context, request);
}
