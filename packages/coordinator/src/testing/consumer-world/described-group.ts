/** The group of either kind as it is described to clients, comparable. */
import assert from 'node:assert/strict';
import { Errors } from '@moldau/protocol';
import type { GroupMachine } from '../../machine/group-machine.ts';
import type { Moment } from '../../machine/moment.ts';
import type { Outcome, ReplyTo } from '../../machine/outcome.ts';
import { groupId } from '../group-bench.ts';

interface DescribedMember {
  readonly memberId: string;
  /** Of members of a consumer group. */
  readonly memberEpoch?: number;
}

interface Described {
  readonly groupState: string;
  readonly members: readonly DescribedMember[];
}

export interface DescribedWorldGroup {
  readonly kind: 'consumer' | 'classic';
  readonly state: string;
  readonly members: readonly DescribedMember[];
}

export function describeWorldGroup(machine: GroupMachine, now: Moment): DescribedWorldGroup {
  const consumer = answerOf<Described & { readonly errorCode: number }>((to) =>
    machine.consumerGroupDescribe(groupId, to, now),
  );
  const isConsumer = consumer.errorCode === Errors.NONE;
  const group = isConsumer ? consumer : answerOf<Described>((to) => machine.describeGroup(groupId, 5, to));
  const members = group.members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
  return { kind: isConsumer ? 'consumer' : 'classic', state: group.groupState, members };
}

function answerOf<Response>(ask: (replyTo: ReplyTo<Response>) => Outcome): Response {
  const answers: Response[] = [];
  const outcome = ask({ deliver: (response) => answers.push(response), fail: () => {} });
  for (const reply of outcome.replies) reply.deliver();
  const [answer] = answers;
  assert(answer !== undefined);
  return answer;
}
