/** What a partition's log says: the groups, and what they have committed. Replaying the log from its start makes it. */
import { readRecordType } from '@moldau/protocol';
import { groupMetadataRecord } from '@moldau/protocol/records/group-metadata';
import { legacyOffsetCommitRecord } from '@moldau/protocol/records/legacy-offset-commit';
import { offsetCommitRecord } from '@moldau/protocol/records/offset-commit';
import { ClassicGroup } from '../classic/classic-group.ts';
import { groupIdOfRecord } from '../classic/group-record.ts';
import { groupOfRecord } from '../classic/restored-group.ts';
import type { Group } from '../groups/group.ts';
import { offsetOfRecord, offsetRecordKey } from '../offsets/offset-record.ts';
import { OffsetStore } from '../offsets/offset-store.ts';
import type { CoordinatorRecord } from '../ports.ts';

export class DurableState {
  readonly groups = new Map<string, Group>();
  readonly offsets = new OffsetStore();

  /** Throws if the record is one of ours but does not parse; records of kinds that are not ours are passed over. */
  replay(record: CoordinatorRecord): void {
    switch (readRecordType(record.key)) {
      case legacyOffsetCommitRecord.type:
      case offsetCommitRecord.type:
        this.#replayOffset(record);
        return;
      case groupMetadataRecord.type:
        this.#replayGroup(record);
    }
  }

  #replayGroup({ key, value }: CoordinatorRecord): void {
    const groupId = groupIdOfRecord(key);
    if (value === null) this.groups.delete(groupId);
    else this.groups.set(groupId, groupOfRecord(groupId, value));
  }

  /** A group that only stores offsets has no record of its own. */
  #replayOffset({ key, value }: CoordinatorRecord): void {
    const { group, topic, partition } = offsetRecordKey(key);
    if (value === null) {
      this.offsets.remove(group, topic, partition);
      return;
    }
    this.offsets.set(group, topic, partition, offsetOfRecord(value));
    if (!this.groups.has(group)) this.groups.set(group, new ClassicGroup(group, null));
  }
}
