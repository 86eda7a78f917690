/** What can be said of a group of any protocol in two words. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Group } from './group.ts';

export interface GroupSummary {
  readonly errorCode: ErrorCode;
  /** Empty if there is no such group. */
  readonly groupType: string;
  /** `Dead` if there is no such group. */
  readonly groupState: string;
}

export function summariseGroup(group: Group | undefined): GroupSummary {
  if (group === undefined) return unsummarisedGroup(Errors.GROUP_ID_NOT_FOUND);
  return { errorCode: Errors.NONE, groupType: group.type, groupState: group.stateName };
}

export function unsummarisedGroup(errorCode: ErrorCode): GroupSummary {
  return { errorCode, groupType: '', groupState: errorCode === Errors.GROUP_ID_NOT_FOUND ? 'Dead' : '' };
}
