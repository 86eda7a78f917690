/**
 * Forgetting a broker that will not come back (KIP-631). Its partitions are left to their other in-sync replicas; one
 * that had no other stays without a leader until it comes back or an unclean election gives it one. The broker that
 * answers is not forgotten: there would be nobody left to take it back.
 */
import { decodePartition, encodePartition, type PartitionRecord, type Write } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import { Refusal, refusalOf } from './admin-error.ts';
import type { UnregisterBrokerResult } from './controller.ts';
import { type ControllerView, type Decision, type Transactions, WRITES_MAX } from './controller-view.ts';
import { chunks } from './new-partitions.ts';

export function decideUnregisterBroker(view: ControllerView, brokerId: number): Decision<UnregisterBrokerResult> {
  const decided = refusalOf(() => farewell(view, brokerId));
  if ('error' in decided) return { result: { error: decided.error }, transactions: [] };
  return { result: { error: undefined }, transactions: decided.value };
}

function farewell(view: ControllerView, brokerId: number): Transactions {
  const { image, keys } = view;
  if (!image.brokers.has(brokerId)) {
    throw new Refusal(Errors.BROKER_ID_NOT_REGISTERED, `No broker ${brokerId} is registered`);
  }
  if (brokerId === image.controllerId) {
    throw new Refusal(
      Errors.INVALID_REQUEST,
      `Broker ${brokerId} is at work as the controller: it cannot be forgotten`,
    );
  }
  return [...chunks(partitionWrites(view, brokerId), WRITES_MAX), [{ delete: keys.broker(brokerId) }]];
}

function partitionWrites(view: ControllerView, brokerId: number): Write[] {
  const writes: Write[] = [];
  for (const topic of view.image.topicsById.values()) {
    for (const [index, partition] of topic.partitions.entries()) {
      if (!partition.isr.includes(brokerId) && partition.leader !== brokerId) continue;
      const put = view.keys.partition(topic.id, index);
      const entry = view.entry(put);
      if (entry === undefined) continue;
      const left = withoutBroker(view, decodePartition(put, entry.value), brokerId);
      writes.push({ put, value: encodePartition(left) });
    }
  }
  return writes;
}

function withoutBroker({ image }: ControllerView, partition: PartitionRecord, brokerId: number): PartitionRecord {
  const isr = partition.isr.filter((id) => id !== brokerId);
  const isLost = isr.length === 0;
  const isLed = partition.leader !== brokerId;
  const successor = partition.replicas.find((id) => isr.includes(id) && image.brokers.get(id)?.state === 'ACTIVE');
  return {
    ...partition,
    isr,
    elr: isLost ? [...new Set([...partition.elr, brokerId])] : partition.elr,
    lastKnownLeader: isLost ? brokerId : partition.lastKnownLeader,
    leader: isLed ? partition.leader : (successor ?? -1),
    leaderEpoch: isLed ? partition.leaderEpoch : partition.leaderEpoch + 1,
    partitionEpoch: partition.partitionEpoch + 1,
  };
}
