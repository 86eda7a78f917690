import type { TransactionCoordinator } from '@moldau/coordinator';
import type {
  DescribeTransactionsRequest,
  DescribeTransactionsResponse,
} from '@moldau/protocol/messages/describe-transactions';
import type { Handler } from './handler.ts';

/** DescribeTransactions (key 65): the state and the partitions of transactions, by their ids (B75). */
export function describeTransactionsHandler(dependencies: {
  readonly transactions: TransactionCoordinator;
}): Handler<DescribeTransactionsRequest, DescribeTransactionsResponse> {
  return (request) => dependencies.transactions.describeTransactions(request);
}
