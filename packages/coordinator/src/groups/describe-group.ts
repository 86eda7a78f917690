/** DescribeGroups knows classic groups only; to it, all others are dead (B113). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { DescribedGroup } from '@moldau/protocol/messages/describe-groups';
import { ClassicGroup } from '../classic/classic-group.ts';
import { authorizedOperationsOmitted, describeClassicGroup } from '../classic/describe.ts';
import type { Group } from './group.ts';

/** Since this version a group that is not there is an error. */
const groupIdNotFoundFrom = 6;

export function describeGroup(groupId: string, group: Group | undefined, apiVersion: number): DescribedGroup {
  if (group instanceof ClassicGroup) return describeClassicGroup(group);
  const message =
    group === undefined ? `There is no group ${groupId}.` : `The group ${groupId} is of another type than classic.`;
  return apiVersion >= groupIdNotFoundFrom
    ? { ...undescribedGroup(groupId, Errors.GROUP_ID_NOT_FOUND), groupState: 'Dead', errorMessage: message }
    : { ...undescribedGroup(groupId, Errors.NONE), groupState: 'Dead' };
}

/** A group of which nothing can be said but an error. */
export function undescribedGroup(groupId: string, errorCode: ErrorCode): DescribedGroup {
  return {
    errorCode,
    errorMessage: null,
    groupId,
    groupState: '',
    protocolType: '',
    protocolData: '',
    members: [],
    authorizedOperations: authorizedOperationsOmitted,
  };
}
