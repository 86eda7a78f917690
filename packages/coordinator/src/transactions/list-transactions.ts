/** ListTransactions: filters by state, producer id, duration and name (B75). */
import { Errors } from '@moldau/protocol';
import type {
  ListTransactionsRequest,
  ListTransactionsResponse,
  TransactionState as ListedTransaction,
} from '@moldau/protocol/messages/list-transactions';
import { compilePattern } from '../consumer/patterns/pattern.ts';
import { Refusal } from '../consumer/refusal.ts';
import type { Moment } from '../machine/moment.ts';
import type { Transaction } from './transaction.ts';
import { stateNames } from './transaction-state.ts';

export interface TransactionFilter {
  /** Undefined lets all states pass. */
  readonly states: ReadonlySet<string> | undefined;
  readonly unknownStates: readonly string[];
  readonly producerIds: ReadonlySet<number>;
  /** Milliseconds that a transaction must have lasted longer than; negative for any. */
  readonly durationMs: number;
  readonly matchesId: (transactionalId: string) => boolean;
}

/** Undefined if the pattern is none. */
export function transactionFilter(request: ListTransactionsRequest): TransactionFilter | undefined {
  const { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern } = request;
  const matchesId = idMatcher(transactionalIdPattern);
  if (matchesId === undefined) return undefined;
  return {
    states: stateFilters.length === 0 ? undefined : new Set(stateFilters.filter((name) => stateNames.has(name))),
    unknownStates: stateFilters.filter((name) => !stateNames.has(name)),
    producerIds: new Set(producerIdFilters),
    durationMs: durationFilter,
    matchesId,
  };
}

export function listTransactions(
  transactions: Iterable<Transaction>,
  filter: TransactionFilter,
  now: Moment,
): ListedTransaction[] {
  const listed: ListedTransaction[] = [];
  for (const { transactionalId, producerId, state, startMs } of transactions) {
    const { states, producerIds, durationMs, matchesId } = filter;
    if (states !== undefined && !states.has(state)) continue;
    if (producerIds.size > 0 && !producerIds.has(producerId)) continue;
    if (durationMs >= 0 && now.wallClockMs - startMs <= durationMs) continue;
    if (!matchesId(transactionalId)) continue;
    listed.push({ transactionalId, producerId, transactionState: state });
  }
  return listed;
}

export function listResponse(
  transactionStates: readonly ListedTransaction[],
  filter: Pick<TransactionFilter, 'unknownStates'>,
): ListTransactionsResponse {
  return { throttleTimeMs: 0, errorCode: Errors.NONE, unknownStateFilters: filter.unknownStates, transactionStates };
}

function idMatcher(pattern: string | null): TransactionFilter['matchesId'] | undefined {
  if (pattern === null || pattern === '') return () => true;
  try {
    const compiled = compilePattern(pattern);
    return (transactionalId) => compiled.matches(transactionalId);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
