import type { TransactionCoordinator } from '@moldau/coordinator';
import type { ListTransactionsRequest, ListTransactionsResponse } from '@moldau/protocol/messages/list-transactions';
import type { Handler } from './handler.ts';

/** ListTransactions (key 66): the transactions that this broker coordinates (B75). */
export function listTransactionsHandler(dependencies: {
  readonly transactions: TransactionCoordinator;
}): Handler<ListTransactionsRequest, ListTransactionsResponse> {
  return (request) => dependencies.transactions.listTransactions(request);
}
