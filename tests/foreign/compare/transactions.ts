/** Transactional ids for cases: found, initialised, added to and ended. */

import type { AddPartitionsToTxnRequest } from '@moldau/protocol/messages/add-partitions-to-txn';
import { addPartitionsToTxnApi } from '@moldau/protocol/messages/add-partitions-to-txn';
import { describeTransactionsApi } from '@moldau/protocol/messages/describe-transactions';
import { type EndTxnRequest, endTxnApi } from '@moldau/protocol/messages/end-txn';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { type InitProducerIdRequest, initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { eventually } from '../support/eventually.ts';
import type { Session, Topic } from './session.ts';

export interface TransactionalProducer {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** Answers that pass by themselves: loading, not elected yet, an earlier transaction being ended. */
const passing: readonly number[] = [14, 15, 16, 51];

/** A transactional id that its coordinator knows of, and a producer that owns it. */
export async function producerOf(session: Session, base: string): Promise<TransactionalProducer> {
  const transactionalId = session.name(base);
  const find = () =>
    session.quietly(findCoordinatorApi, 4, { key: '', keyType: 1, coordinatorKeys: [transactionalId] });
  await eventually('a coordinator', find, ({ coordinators }) => coordinators[0]?.errorCode === 0);
  return initialised(session, transactionalId);
}

/** Takes the id over, once whatever was open is aborted. */
export async function initialised(session: Session, transactionalId: string): Promise<TransactionalProducer> {
  const ask = () => session.quietly(initProducerIdApi, 4, initBody({ transactionalId }));
  const { producerId, producerEpoch } = await eventually(
    'a producer',
    ask,
    ({ errorCode }) => !passing.includes(errorCode),
  );
  return { transactionalId, producerId, producerEpoch };
}

export function initBody(rest: Partial<InitProducerIdRequest>): InitProducerIdRequest {
  const nobody = { transactionalId: null, producerId: -1, producerEpoch: -1 };
  return { ...nobody, transactionTimeoutMs: 60_000, enable2Pc: false, keepPreparedTxn: false, ...rest };
}

export function addBody(
  version: number,
  { transactionalId, producerId, producerEpoch }: TransactionalProducer,
  topic: Pick<Topic, 'name'>,
  partitions: readonly number[] = [0],
  verifyOnly = false,
): AddPartitionsToTxnRequest {
  const topics = [{ name: topic.name, partitions }];
  const own = { transactionalId, producerId, producerEpoch, verifyOnly, topics };
  const isBatch = version >= 4;
  return {
    transactions: isBatch ? [own] : [],
    v3AndBelowTransactionalId: isBatch ? '' : transactionalId,
    v3AndBelowProducerId: isBatch ? 0 : producerId,
    v3AndBelowProducerEpoch: isBatch ? 0 : producerEpoch,
    v3AndBelowTopics: isBatch ? [] : topics,
  };
}

/** Opens a transaction with the first partitions of a topic, in the manner of clients that would end it with this version of EndTxn. */
export async function opened(
  session: Session,
  endVersion: number,
  producer: TransactionalProducer,
  topic: Topic,
  count = 1,
): Promise<void> {
  const version = endVersion >= 5 ? 5 : 3;
  const partitions = Array.from({ length: count }, (_, index) => index);
  await session.quietly(addPartitionsToTxnApi, version, addBody(version, producer, topic, partitions));
}

export function endBody(
  { transactionalId, producerId, producerEpoch }: TransactionalProducer,
  committed: boolean,
): EndTxnRequest {
  return { transactionalId, producerId, producerEpoch, committed };
}

/** Ends the transaction, waits for all markers, and returns whom the producer is to go on as. */
export async function ended(
  session: Session,
  version: number,
  producer: TransactionalProducer,
  committed: boolean,
): Promise<TransactionalProducer> {
  const answer = await session.quietly(endTxnApi, version, endBody(producer, committed));
  await completed(session, producer);
  return version >= 5 ? { ...producer, producerId: answer.producerId, producerEpoch: answer.producerEpoch } : producer;
}

/** Waits until no marker is missing. */
export async function completed(session: Session, { transactionalId }: TransactionalProducer): Promise<void> {
  const describe = () => session.quietly(describeTransactionsApi, 0, { transactionalIds: [transactionalId] });
  await eventually('all markers', describe, ({ transactionStates: [known] }) => {
    return known !== undefined && !known.transactionState.startsWith('Prepare');
  });
}
