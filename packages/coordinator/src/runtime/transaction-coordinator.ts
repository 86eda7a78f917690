/**
 * The transaction coordinator of one broker: a shard for each partition of `__transaction_state` that the broker leads,
 * and a method for each API. Requests for other partitions are answered NOT_COORDINATOR, so that clients look again.
 */
import { type ErrorCode, Errors, ProtocolError } from '@moldau/protocol';
import type { AddOffsetsToTxnRequest, AddOffsetsToTxnResponse } from '@moldau/protocol/messages/add-offsets-to-txn';
import type {
  AddPartitionsToTxnRequest,
  AddPartitionsToTxnResponse,
  AddPartitionsToTxnTransaction,
} from '@moldau/protocol/messages/add-partitions-to-txn';
import type {
  DescribeTransactionsRequest,
  DescribeTransactionsResponse,
  TransactionState as DescribedTransaction,
} from '@moldau/protocol/messages/describe-transactions';
import type { EndTxnRequest, EndTxnResponse } from '@moldau/protocol/messages/end-txn';
import type { InitProducerIdRequest, InitProducerIdResponse } from '@moldau/protocol/messages/init-producer-id';
import type {
  ListTransactionsRequest,
  ListTransactionsResponse,
  TransactionState as ListedTransaction,
} from '@moldau/protocol/messages/list-transactions';
import type { Clock, Logger } from '@moldau/runtime';
import type {
  CoordinatorLog,
  TopicCatalog,
  TransactionClaim,
  TransactionMarkers,
  TransactionVerification,
} from '../ports.ts';
import { undescribedTransaction } from '../transactions/describe-transaction.ts';
import { type ProducerAnswer, refusedProducer } from '../transactions/init-producer-id.ts';
import { listResponse, transactionFilter } from '../transactions/list-transactions.ts';
import {
  addResponse,
  addResult,
  partitionsOf,
  refuseUnknown,
  transactionsOf,
  transactionVersionOfAdd,
} from '../transactions/requests/add-partitions-to-txn.ts';
import {
  initCommand,
  initResponse,
  producerFencedFrom,
  refuseInitProducerId,
} from '../transactions/requests/init-producer-id.ts';
import { producerIdNeeded, type ProducerIdNeeded } from '../transactions/step.ts';
import type { TransactionSettings } from '../transactions/transaction-settings.ts';
import { coordinatorPartition } from './coordinator-partition.ts';
import { PendingReply } from './pending-reply.ts';
import { type TransactionCommand, TransactionShard } from './transaction-shard.ts';

export const transactionStateTopic = '__transaction_state';

export interface TransactionCoordinatorDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: TransactionSettings;
  readonly catalog: TopicCatalog;
  readonly markers: TransactionMarkers;
  /** The finalized level of the feature `transaction.version`. */
  readonly transactionVersion: () => number;
  /** A producer id that no other call ever got or gets; rejects with a ProtocolError when there is none. */
  readonly nextProducerId: () => Promise<number>;
  /** Where a group's offsets are, as a transaction has them among its partitions. */
  readonly offsetsTopic: string;
  readonly offsetsPartitionFor: (groupId: string) => number;
}

/** Who asks. */
export interface TransactionRequestContext {
  readonly apiVersion: number;
}

/** From this version of EndTxn on clients work at `transaction.version` 2. */
const endAtVersion2From = 5;

export class TransactionCoordinator implements TransactionVerification {
  readonly #dependencies: TransactionCoordinatorDependencies;
  readonly #shards = new Map<number, TransactionShard>();

  constructor(dependencies: TransactionCoordinatorDependencies) {
    this.#dependencies = dependencies;
  }

  /** Whether some of its transactions are not there yet. */
  get isLoading(): boolean {
    return [...this.#shards.values()].some((shard) => shard.isLoading);
  }

  /** Transactional ids that are remembered. */
  get transactionalIdCount(): number {
    return [...this.#shards.values()].reduce((sum, shard) => sum + shard.transactionalIdCount, 0);
  }

  /** The partition of `__transaction_state` whose leader coordinates the id. */
  partitionFor(transactionalId: string): number {
    const { catalog, settings } = this.#dependencies;
    const known = catalog.topicByName(transactionStateTopic)?.partitions;
    return coordinatorPartition(transactionalId, known ?? settings.transactionStateLogNumPartitions);
  }

  /** This broker has become the leader of the partition, or its leader anew: its transactions are loaded from the log. */
  onElection(partition: number, coordinatorEpoch: number, log: CoordinatorLog): void {
    this.#shards.get(partition)?.unload();
    this.#shards.set(partition, new TransactionShard({ ...this.#dependencies, partition, coordinatorEpoch, log }));
  }

  /** This broker does not lead the partition any more; whoever waits for its transactions is told so. */
  onResignation(partition: number): void {
    this.#shards.get(partition)?.unload();
    this.#shards.delete(partition);
  }

  close(): void {
    for (const partition of this.#shards.keys()) this.onResignation(partition);
  }

  /** For producers with a transactional id; others need no coordinator. */
  async initProducerId(
    { apiVersion }: TransactionRequestContext,
    transactionalId: string,
    request: InitProducerIdRequest,
  ): Promise<InitProducerIdResponse> {
    const refused = refuseInitProducerId(request, this.#dependencies.settings);
    if (refused !== Errors.NONE) return initResponse(refusedProducer(refused), apiVersion);
    const command = initCommand(transactionalId, request);
    const answer = await this.#submitWithProducerId(
      transactionalId,
      (spareProducerId) => (machine, replyTo, now) => machine.initProducerId(command, spareProducerId, replyTo, now),
    );
    return initResponse(answer, apiVersion);
  }

  async addPartitionsToTxn(
    { apiVersion }: TransactionRequestContext,
    request: AddPartitionsToTxnRequest,
  ): Promise<AddPartitionsToTxnResponse> {
    const results = transactionsOf(request, apiVersion).map(async (transaction) =>
      addResult(transaction, await this.#addOrVerify(transaction, apiVersion), apiVersion),
    );
    return addResponse(await Promise.all(results), apiVersion);
  }

  async addOffsetsToTxn(
    { apiVersion }: TransactionRequestContext,
    request: AddOffsetsToTxnRequest,
  ): Promise<AddOffsetsToTxnResponse> {
    const { transactionalId, producerId, producerEpoch, groupId } = request;
    const { offsetsTopic, offsetsPartitionFor } = this.#dependencies;
    const partitions = [{ topic: offsetsTopic, partition: offsetsPartitionFor(groupId) }];
    const code = await this.#add({ transactionalId, producerId, producerEpoch, partitions }, 0);
    return { throttleTimeMs: 0, errorCode: producerFencedFrom(2, code, apiVersion) };
  }

  async endTxn({ apiVersion }: TransactionRequestContext, request: EndTxnRequest): Promise<EndTxnResponse> {
    const { transactionalId, producerId, producerEpoch, committed } = request;
    const transactionVersion = apiVersion >= endAtVersion2From ? 2 : 0;
    const result = committed ? 'commit' : 'abort';
    const command = { transactionalId, producerId, producerEpoch, result, transactionVersion } as const;
    const answer =
      transactionalId === ''
        ? refusedProducer(Errors.INVALID_REQUEST)
        : await this.#submitWithProducerId(
            transactionalId,
            (spareProducerId) => (machine, replyTo, now) =>
              machine.endTransaction(command, spareProducerId, replyTo, now),
          );
    const errorCode = producerFencedFrom(2, answer.errorCode, apiVersion);
    return { ...answer, throttleTimeMs: 0, errorCode };
  }

  async describeTransactions(request: DescribeTransactionsRequest): Promise<DescribeTransactionsResponse> {
    const described = request.transactionalIds.map(async (transactionalId) => {
      if (transactionalId === '') return undescribedTransaction(transactionalId, Errors.INVALID_REQUEST);
      return this.#submit<DescribedTransaction>(
        transactionalId,
        (machine, replyTo) => machine.describe(transactionalId, replyTo),
        (code) => undescribedTransaction(transactionalId, code),
      ).response;
    });
    return { throttleTimeMs: 0, transactionStates: await Promise.all(described) };
  }

  /** The transactions of this broker; none of them while a shard is loading, since the list would not be complete. */
  async listTransactions(request: ListTransactionsRequest): Promise<ListTransactionsResponse> {
    const filter = transactionFilter(request);
    if (filter === undefined) return refusedList(Errors.INVALID_REGULAR_EXPRESSION);
    const shards = [...this.#shards.values()];
    if (shards.some((shard) => shard.isLoading)) return refusedList(Errors.COORDINATOR_LOAD_IN_PROGRESS);
    const list: TransactionCommand<readonly ListedTransaction[]> = (machine, replyTo, now) =>
      machine.list(filter, replyTo, now);
    const listed = await Promise.all(shards.map((shard) => shard.submit(list, () => []).response));
    return listResponse(listed.flat(), filter);
  }

  verify(claim: TransactionClaim): Promise<readonly ErrorCode[]> {
    const { transactionalId, partitions } = claim;
    return this.#submit<readonly ErrorCode[]>(
      transactionalId,
      (machine, replyTo) => machine.verifyPartitions(claim, replyTo),
      (code) => partitions.map(() => code),
    ).response;
  }

  async add(claim: TransactionClaim): Promise<readonly ErrorCode[]> {
    const code = await this.#add(claim, 2);
    return claim.partitions.map(() => code);
  }

  async #addOrVerify(transaction: AddPartitionsToTxnTransaction, apiVersion: number): Promise<readonly ErrorCode[]> {
    const { transactionalId, producerId, producerEpoch, verifyOnly, topics } = transaction;
    const partitions = partitionsOf(topics);
    const unknown = refuseUnknown(partitions, this.#dependencies.catalog);
    if (unknown !== undefined) return unknown;
    if (transactionalId === '') return partitions.map(() => Errors.INVALID_REQUEST);
    const claim = { transactionalId, producerId, producerEpoch, partitions };
    if (verifyOnly) return this.verify(claim);
    const code = await this.#add(claim, transactionVersionOfAdd(apiVersion));
    return partitions.map(() => code);
  }

  async #add(claim: TransactionClaim, transactionVersion: number): Promise<ErrorCode> {
    if (claim.transactionalId === '') return Errors.INVALID_REQUEST;
    const command = { ...claim, transactionVersion };
    return this.#submit<ErrorCode>(
      claim.transactionalId,
      (machine, replyTo, now) => machine.addPartitions(command, replyTo, now),
      (code) => code,
    ).response;
  }

  /** Gives the command again, with a new producer id, if it turns out to need one. */
  async #submitWithProducerId(
    transactionalId: string,
    commandWith: (spareProducerId: number | null) => TransactionCommand<ProducerAnswer | ProducerIdNeeded>,
  ): Promise<ProducerAnswer> {
    const answer = await this.#submit(transactionalId, commandWith(null), refusedProducer).response;
    if (answer !== producerIdNeeded) return answer;
    const spareProducerId = await this.#spareProducerId();
    if (spareProducerId === undefined) return refusedProducer(Errors.COORDINATOR_NOT_AVAILABLE);
    const second = await this.#submit(transactionalId, commandWith(spareProducerId), refusedProducer).response;
    return second === producerIdNeeded ? refusedProducer(Errors.UNKNOWN_SERVER_ERROR) : second;
  }

  /** Undefined while the controller has none to give. */
  async #spareProducerId(): Promise<number | undefined> {
    try {
      return await this.#dependencies.nextProducerId();
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  #submit<Response>(
    transactionalId: string,
    command: TransactionCommand<Response>,
    errorResponse: (code: ErrorCode) => Response,
  ): PendingReply<Response> {
    const shard = this.#shards.get(this.partitionFor(transactionalId));
    if (shard !== undefined) return shard.submit(command, errorResponse);
    const reply = new PendingReply(errorResponse);
    reply.fail(Errors.NOT_COORDINATOR);
    return reply;
  }
}

function refusedList(errorCode: ErrorCode): ListTransactionsResponse {
  return { throttleTimeMs: 0, errorCode, unknownStateFilters: [], transactionStates: [] };
}
