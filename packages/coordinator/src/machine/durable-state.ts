/** What a partition's log says: the groups, and what they have committed. Replaying the log from its start makes it. */
import { readRecordType } from '@moldau/protocol';
import { groupMetadataRecord } from '@moldau/protocol/records/group-metadata';
import { legacyOffsetCommitRecord } from '@moldau/protocol/records/legacy-offset-commit';
import { offsetCommitRecord } from '@moldau/protocol/records/offset-commit';
import { ClassicGroup } from '../classic/classic-group.ts';
import { groupIdOfRecord } from '../classic/group-record.ts';
import { groupOfRecord } from '../classic/restored-group.ts';
import { ConsumerGroup } from '../consumer/consumer-group.ts';
import { decodeGroupRecord } from '../consumer/group-record.ts';
import type { Group } from '../groups/group.ts';
import { offsetOfRecord, offsetRecordKey } from '../offsets/offset-record.ts';
import { OffsetStore } from '../offsets/offset-store.ts';
import { TransactionalOffsets, type TransactionalProducer } from '../offsets/transactional-offsets.ts';
import type { CoordinatorRecord, TransactionEnd } from '../ports.ts';

export class DurableState {
  readonly groups = new Map<string, Group>();
  readonly offsets = new OffsetStore();
  readonly transactional = new TransactionalOffsets();

  /** Throws if the record is one of ours but does not parse; records of kinds that are not ours are passed over. */
  replay(record: CoordinatorRecord): void {
    if (record.transaction?.end !== undefined) {
      this.endTransaction(record.transaction, record.transaction.end);
      return;
    }
    switch (readRecordType(record.key)) {
      case legacyOffsetCommitRecord.type:
      case offsetCommitRecord.type:
        this.#replayOffset(record);
        return;
      case groupMetadataRecord.type:
        this.#replayGroup(record);
        return;
      default:
        this.#replayConsumerGroup(record);
    }
  }

  /** The offsets that the producer has sent become the committed ones, or are forgotten. */
  endTransaction(producer: TransactionalProducer, end: TransactionEnd): void {
    this.transactional.end(producer, end, (groupId, topic, partition, offset) => {
      this.offsets.set(groupId, topic, partition, offset);
      if (!this.groups.has(groupId)) this.groups.set(groupId, new ClassicGroup(groupId, null));
    });
  }

  #replayGroup({ key, value }: CoordinatorRecord): void {
    const groupId = groupIdOfRecord(key);
    if (value === null) this.groups.delete(groupId);
    else this.groups.set(groupId, groupOfRecord(groupId, value));
  }

  /** The record of the group itself is the last that is deleted, and the group goes with it. */
  #replayConsumerGroup(coordinatorRecord: CoordinatorRecord): void {
    const decoded = decodeGroupRecord(coordinatorRecord);
    if (decoded === undefined) return;
    const { groupId, record } = decoded;
    const known = this.groups.get(groupId);
    if (record.value !== null) this.#consumerGroup(groupId).apply(record);
    else if (known instanceof ConsumerGroup) {
      if (record.type === 'group-epoch') this.groups.delete(groupId);
      else known.apply(record);
    }
  }

  #consumerGroup(groupId: string): ConsumerGroup {
    const known = this.groups.get(groupId);
    if (known instanceof ConsumerGroup) return known;
    const group = new ConsumerGroup(groupId);
    this.groups.set(groupId, group);
    return group;
  }

  /** A group that only stores offsets has no record of its own. */
  #replayOffset({ key, value, transaction }: CoordinatorRecord): void {
    const { group, topic, partition } = offsetRecordKey(key);
    if (value === null) {
      this.offsets.remove(group, topic, partition);
      return;
    }
    const offset = offsetOfRecord(value);
    if (transaction !== undefined) this.transactional.add(transaction, group, topic, partition, offset);
    else {
      this.offsets.set(group, topic, partition, offset);
      this.transactional.committed(group, topic, partition);
    }
    if (!this.groups.has(group)) this.groups.set(group, new ClassicGroup(group, null));
  }
}
