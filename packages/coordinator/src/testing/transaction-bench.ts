/**
 * A transaction coordinator on virtual time for tests: one partition of `__transaction_state`, logs of partitions that
 * only remember their markers, and short forms of the requests. `settle` lets time pass until a promise is settled.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type {
  AddPartitionsToTxnResponse,
  AddPartitionsToTxnTransaction,
} from '@moldau/protocol/messages/add-partitions-to-txn';
import type { TransactionState as DescribedTransaction } from '@moldau/protocol/messages/describe-transactions';
import type { EndTxnResponse } from '@moldau/protocol/messages/end-txn';
import type { InitProducerIdRequest, InitProducerIdResponse } from '@moldau/protocol/messages/init-producer-id';
import type { ListTransactionsRequest, ListTransactionsResponse } from '@moldau/protocol/messages/list-transactions';
import { type Clock, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import type { CatalogTopic, TransactionMarker, TransactionMarkers, TransactionPartition } from '../ports.ts';
import { TransactionCoordinator } from '../runtime/transaction-coordinator.ts';
import { newTransaction, type ProducerIdentity } from '../transactions/transaction.ts';
import { transactionRecord } from '../transactions/transaction-record.ts';
import type { TransactionSettings } from '../transactions/transaction-settings.ts';
import { MemoryCoordinatorLog } from './memory-coordinator-log.ts';

export const transactionalId = 'orders';

/** Kafka's defaults. */
export const defaultTransactionSettings: TransactionSettings = {
  transactionMaxTimeoutMs: 900_000,
  transactionAbortTimedOutTransactionCleanupIntervalMs: 10_000,
  transactionRemoveExpiredTransactionCleanupIntervalMs: 3_600_000,
  transactionalIdExpirationMs: 604_800_000,
  transactionStateLogNumPartitions: 1,
};

/** The partitions' logs, as far as markers go. */
export class MemoryMarkers implements TransactionMarkers {
  readonly written: TransactionMarker[] = [];
  /** What a partition answers, by `topic-partition`; NONE unless it is here. */
  readonly refusals = new Map<string, ErrorCode>();
  /** Writes wait for this before they are done. */
  gate: Promise<void> = Promise.resolve();

  async write(marker: TransactionMarker): Promise<readonly ErrorCode[]> {
    const codes = marker.partitions.map((partition) => this.refusals.get(nameOf(partition)) ?? Errors.NONE);
    const partitions = marker.partitions.filter((_partition, index) => codes[index] === Errors.NONE);
    if (partitions.length > 0) this.written.push({ ...marker, partitions });
    await this.gate;
    return codes;
  }

  /** `commit input-0` and so on, in the order written. */
  get texts(): string[] {
    return this.written.flatMap(({ result, partitions }) =>
      partitions.map((partition) => `${result} ${nameOf(partition)}`),
    );
  }
}

function nameOf({ topic, partition }: TransactionPartition): string {
  return `${topic}-${partition}`;
}

export class TransactionBench {
  readonly simulation: Simulation;
  readonly clock: Clock;
  readonly log: MemoryCoordinatorLog;
  readonly markers = new MemoryMarkers();
  readonly topics = new Map<string, CatalogTopic>();
  readonly transactions: TransactionCoordinator;
  readonly settings: TransactionSettings;
  transactionVersion = 2;
  #producerIds = 1_000;

  constructor(settings: Partial<TransactionSettings> = {}) {
    this.simulation = new Simulation(1);
    this.clock = this.simulation.runtime('broker').clock;
    this.settings = { ...defaultTransactionSettings, ...settings };
    this.log = new MemoryCoordinatorLog(this.clock);
    for (const name of ['input', 'output', '__consumer_offsets']) {
      this.topics.set(name, { name, id: 'AAAAAAAAAAAAAAAAAAAAAQ', partitions: 4 });
    }
    this.transactions = this.#coordinator();
  }

  /** A coordinator with its log loaded. */
  static async started(settings: Partial<TransactionSettings> = {}): Promise<TransactionBench> {
    const bench = new TransactionBench(settings);
    await bench.elect();
    return bench;
  }

  /** A coordinator that knows of a producer whose epochs are nearly used up: the next one is 32766. */
  static async nearlyExhausted(): Promise<TransactionBench> {
    const bench = new TransactionBench();
    const now = { monotonicMs: 0, wallClockMs: bench.clock.now() };
    const known = { ...newTransaction(transactionalId, 999, 60_000, now), producerEpoch: 32_765 };
    bench.log.records.push(transactionRecord(known, 2));
    await bench.elect();
    return bench;
  }

  /** As after a restart, or when the leader has changed to and fro. */
  async elect(coordinatorEpoch = 0): Promise<void> {
    this.transactions.onElection(0, coordinatorEpoch, this.log);
    await this.pass(10);
  }

  settle<Result>(promise: Promise<Result>): Promise<Result> {
    return this.simulation.settle(promise);
  }

  /** Lets virtual time pass. */
  pass(durationMs: number): Promise<void> {
    return this.simulation.runFor(durationMs);
  }

  init(request: Partial<InitProducerIdRequest> = {}, apiVersion = 5): Promise<InitProducerIdResponse> {
    const id = request.transactionalId ?? transactionalId;
    return this.settle(
      this.transactions.initProducerId({ apiVersion }, id, {
        transactionalId: id,
        transactionTimeoutMs: 60_000,
        producerId: -1,
        producerEpoch: -1,
        enable2Pc: false,
        keepPreparedTxn: false,
        ...request,
      }),
    );
  }

  /** Inits again and again until the transaction that was open is aborted. */
  async initUntilDone(): Promise<InitProducerIdResponse> {
    for (;;) {
      const response = await this.init();
      if (response.errorCode !== Errors.CONCURRENT_TRANSACTIONS) return response;
      await this.pass(20);
    }
  }

  /** The one code of all partitions, as clients of older versions ask; `input-0` unless said otherwise. */
  async add(producer: ProducerIdentity, partitions = [0], apiVersion = 3): Promise<number | undefined> {
    const response = await this.addTopics(producer, [{ name: 'input', partitions }], apiVersion);
    const codes = response.resultsByTopicV3AndBelow.flatMap(({ resultsByPartition }) => resultsByPartition);
    return codes[0]?.partitionErrorCode;
  }

  addTopics(
    { producerId, producerEpoch }: ProducerIdentity,
    topics: AddPartitionsToTxnTransaction['topics'],
    apiVersion = 3,
  ): Promise<AddPartitionsToTxnResponse> {
    return this.settle(
      this.transactions.addPartitionsToTxn(
        { apiVersion },
        {
          transactions: [],
          v3AndBelowTransactionalId: transactionalId,
          v3AndBelowProducerId: producerId,
          v3AndBelowProducerEpoch: producerEpoch,
          v3AndBelowTopics: topics,
        },
      ),
    );
  }

  /** As the broker adds a partition when records of it come in. */
  async addImplicitly(
    { producerId, producerEpoch }: ProducerIdentity,
    partitions = [0],
  ): Promise<ErrorCode | undefined> {
    const claim = { transactionalId, producerId, producerEpoch, partitions: partitionsOf(partitions) };
    return (await this.settle(this.transactions.add(claim)))[0];
  }

  verify({ producerId, producerEpoch }: ProducerIdentity, partitions = [0]): Promise<readonly ErrorCode[]> {
    const claim = { transactionalId, producerId, producerEpoch, partitions: partitionsOf(partitions) };
    return this.settle(this.transactions.verify(claim));
  }

  async addOffsets({ producerId, producerEpoch }: ProducerIdentity, apiVersion = 4): Promise<number> {
    const request = { transactionalId, producerId, producerEpoch, groupId: 'readers' };
    return (await this.settle(this.transactions.addOffsetsToTxn({ apiVersion }, request))).errorCode;
  }

  end(
    { producerId, producerEpoch }: ProducerIdentity,
    result: 'commit' | 'abort',
    apiVersion: number,
  ): Promise<EndTxnResponse> {
    const request = { transactionalId, producerId, producerEpoch, committed: result === 'commit' };
    return this.settle(this.transactions.endTxn({ apiVersion }, request));
  }

  async describe(id = transactionalId): Promise<DescribedTransaction | undefined> {
    const response = await this.settle(this.transactions.describeTransactions({ transactionalIds: [id] }));
    return response.transactionStates[0];
  }

  async state(): Promise<string | undefined> {
    return (await this.describe())?.transactionState;
  }

  list(request: Partial<ListTransactionsRequest> = {}): Promise<ListTransactionsResponse> {
    return this.settle(
      this.transactions.listTransactions({
        stateFilters: [],
        producerIdFilters: [],
        durationFilter: -1,
        transactionalIdPattern: null,
        ...request,
      }),
    );
  }

  #coordinator(): TransactionCoordinator {
    return new TransactionCoordinator({
      clock: this.clock,
      logger: silentLogger,
      settings: this.settings,
      catalog: {
        topicByName: (name) => this.topics.get(name),
        topicById: () => undefined,
        topicNames: () => this.topics.keys(),
      },
      markers: this.markers,
      transactionVersion: () => this.transactionVersion,
      nextProducerId: () => Promise.resolve(this.#producerIds++),
      offsetsTopic: '__consumer_offsets',
      offsetsPartitionFor: () => 2,
    });
  }
}

function partitionsOf(indexes: readonly number[]): TransactionPartition[] {
  return indexes.map((partition) => ({ topic: 'input', partition }));
}
