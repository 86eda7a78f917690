/**
 * `uniform`: members get as many partitions as others, and keep what they had as far as that allows. Members that all
 * subscribe to the same topics have an exact quota; others are levelled as far as their subscriptions let them.
 */
import { type AssignmentRequest, type Assignor, compareText, isHomogeneous } from './assignor.ts';
import { assignByLevelling } from './uniform-heterogeneous.ts';
import { assignByQuota } from './uniform-homogeneous.ts';

export const uniformAssignor: Assignor = {
  name: 'uniform',
  assign({ members, partitions }: AssignmentRequest) {
    const request = { members: members.toSorted((a, b) => compareText(a.memberId, b.memberId)), partitions };
    return isHomogeneous(members) ? assignByQuota(request) : assignByLevelling(request);
  },
};
