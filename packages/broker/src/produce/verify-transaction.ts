/**
 * The first batch of a transaction in a partition: its coordinator is asked whether the partition is part of the
 * transaction (clients up to Produce v11) or told to make it so (v12 on), before anything is appended (B65).
 */
import type { ReplicaManager } from '@moldau/cluster';
import type { TransactionVerification } from '@moldau/coordinator';
import { type ErrorCode, Errors, errorMessage, ProtocolError, RecordBatch } from '@moldau/protocol';
import type { PartitionProduceData, ProduceRequest } from '@moldau/protocol/messages/produce';
import type { Clock } from '@moldau/runtime';
import type { VerificationGuard } from '@moldau/storage';
import { isTransactional } from './produce-partition.ts';

export interface VerificationDependencies {
  readonly replicas: ReplicaManager;
  readonly transactions: TransactionVerification;
  readonly clock: Clock;
  /** `transaction.partition.verification.enable` */
  readonly verifiesPartitions: boolean;
  readonly retryBackoffMs: number;
  readonly retryBackoffMaxMs: number;
}

/** What the append has to show, or why there will be none. */
export type Verdict = VerificationGuard | ProtocolError;
export type Verdicts = ReadonlyMap<PartitionProduceData, Verdict>;

/** A batch whose partition is not known to be in the transaction. */
export interface UnverifiedBatch {
  readonly data: PartitionProduceData;
  readonly topic: string;
  readonly guard: VerificationGuard;
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** From this version on clients leave it to the broker to add partitions. */
const addsPartitionsFrom = 12;
/** From this version on clients know TRANSACTION_ABORTABLE. */
const abortableFrom = 11;

/** What has to be verified before the request is appended; partitions that do not exist are no matter of this. */
export function unverifiedBatches(
  { topicData }: ProduceRequest,
  apiVersion: number,
  replicas: ReplicaManager,
): UnverifiedBatch[] {
  const bumpsEpochs = apiVersion >= addsPartitionsFrom;
  const unverified: UnverifiedBatch[] = [];
  for (const topic of topicData) {
    const hosted = apiVersion >= 13 ? replicas.topicById(topic.topicId) : replicas.topicByName(topic.name);
    for (const data of topic.partitionData) {
      const log = hosted?.partitions.get(data.index)?.log;
      if (hosted === undefined || log === undefined || data.records === null || !isTransactional(data.records))
        continue;
      const { hasProducerId, producerId, producerEpoch, baseSequence } = new RecordBatch(data.records);
      if (!hasProducerId) continue;
      const guard = log.beginVerification({ producerId, producerEpoch, baseSequence, bumpsEpochs });
      if (guard !== undefined) unverified.push({ data, topic: hosted.name, guard, producerId, producerEpoch });
    }
  }
  return unverified;
}

/** Asks the coordinator. Never rejects. */
export async function verifyBatches(
  batches: readonly UnverifiedBatch[],
  transactionalId: string,
  apiVersion: number,
  dependencies: VerificationDependencies,
): Promise<Verdicts> {
  const verdicts = new Map<PartitionProduceData, Verdict>();
  const codes = await askCoordinator(batches, transactionalId, apiVersion, dependencies);
  for (const [index, { data, guard }] of batches.entries()) {
    const code = toldToProducers(codes[index] ?? Errors.UNKNOWN_SERVER_ERROR, apiVersion);
    verdicts.set(data, code === Errors.NONE ? guard : new ProtocolError(code, messageOf(code)));
  }
  return verdicts;
}

async function askCoordinator(
  batches: readonly UnverifiedBatch[],
  transactionalId: string,
  apiVersion: number,
  { transactions, clock, verifiesPartitions, retryBackoffMs, retryBackoffMaxMs }: VerificationDependencies,
): Promise<readonly ErrorCode[]> {
  const [first] = batches;
  const all = (code: ErrorCode): ErrorCode[] => batches.map(() => code);
  if (first === undefined) return [];
  const { producerId, producerEpoch } = first;
  if (batches.some((batch) => batch.producerId !== producerId)) return all(Errors.INVALID_PRODUCER_ID_MAPPING);
  const partitions = batches.map(({ topic, data }) => ({ topic, partition: data.index }));
  const claim = { transactionalId, producerId, producerEpoch, partitions };
  if (apiVersion < addsPartitionsFrom) return verifiesPartitions ? transactions.verify(claim) : all(Errors.NONE);
  const giveUpAt = clock.monotonic() + retryBackoffMaxMs;
  for (;;) {
    const codes = await transactions.add(claim);
    if (!codes.includes(Errors.CONCURRENT_TRANSACTIONS) || clock.monotonic() >= giveUpAt) return codes;
    await new Promise<void>((resolve) => clock.after(retryBackoffMs, resolve));
  }
}

/** B62, B65: in words that producers of the version understand and do the right thing for. */
function toldToProducers(code: ErrorCode, apiVersion: number): ErrorCode {
  switch (code) {
    case Errors.PRODUCER_FENCED:
      return Errors.INVALID_PRODUCER_EPOCH;
    case Errors.TRANSACTION_ABORTABLE:
      return apiVersion >= abortableFrom ? code : Errors.INVALID_TXN_STATE;
    case Errors.CONCURRENT_TRANSACTIONS:
      return apiVersion >= addsPartitionsFrom ? code : Errors.NOT_ENOUGH_REPLICAS;
    case Errors.COORDINATOR_LOAD_IN_PROGRESS:
    case Errors.COORDINATOR_NOT_AVAILABLE:
    case Errors.NOT_COORDINATOR:
    case Errors.NETWORK_EXCEPTION:
      return Errors.NOT_ENOUGH_REPLICAS;
    default:
      return code;
  }
}

function messageOf(code: ErrorCode): string {
  if (code === Errors.NOT_ENOUGH_REPLICAS) return 'The coordinator of the transaction cannot answer yet';
  return errorMessage(code) ?? 'The partition is not part of the transaction';
}
