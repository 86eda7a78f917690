import type { GroupCoordinator } from '@moldau/coordinator';
import type { TxnOffsetCommitRequest, TxnOffsetCommitResponse } from '@moldau/protocol/messages/txn-offset-commit';
import type { Handler } from './handler.ts';

/** TxnOffsetCommit (key 28): offsets that are committed with a producer's transaction (B65, B71–B74). */
export function txnOffsetCommitHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<TxnOffsetCommitRequest, TxnOffsetCommitResponse> {
  return (request, context) => dependencies.groups.offsets.commitTransactional(context, request);
}
