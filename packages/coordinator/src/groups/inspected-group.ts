import type { GroupOffsets } from '../offsets/offset-store.ts';
import type { GroupType } from './group.ts';

/** A group as whoever watches the broker sees it: as it is now, perhaps a moment before its records are committed. */
export interface InspectedGroup {
  readonly groupId: string;
  readonly type: GroupType;
  /** Kafka's name of the state: `Empty`, `Stable` … */
  readonly stateName: string;
  readonly memberCount: number;
  /** By topic and partition. */
  readonly offsets: GroupOffsets;
}
