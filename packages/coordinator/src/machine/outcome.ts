/**
 * What a command came to: records to append and replies to send.
 *
 * A command changes the machine's state at once, so the next command builds on it, but nobody is told before the
 * records are committed. If they are not, all state since is worthless and the machine is loaded again from the log.
 */
import type { ErrorCode } from '@moldau/protocol';
import type { CoordinatorRecord } from '../ports.ts';
import type { TimelineEntry } from '../timeline/group-event.ts';
import type { Continuation } from './continuation.ts';

/** Whom to answer. Delivering is for the runtime; the machine only keeps it and hands it back. */
export interface ReplyTo<Response> {
  deliver(response: Response): void;
  /** Answers with the API's own way to say an error. */
  fail(code: ErrorCode): void;
}

export interface Reply {
  deliver(): void;
  fail(code: ErrorCode): void;
}

export interface PatternsToMatch {
  readonly groupId: string;
  readonly patterns: readonly string[];
}

export class Outcome {
  readonly records: CoordinatorRecord[] = [];
  readonly replies: Reply[] = [];
  /** What a timeline is to tell of this; undefined for nothing, as most commands do. */
  events: TimelineEntry[] | undefined = undefined;
  /** What is left to do once the records are committed. */
  continuation: Continuation | undefined = undefined;
  /** Patterns of a group that are to be matched against the topics; `patternsMatched` takes the result. */
  patternsToMatch: PatternsToMatch | undefined = undefined;
  /** The replies tell of state that earlier commands made: they wait until the records of these are committed. */
  readsCommittedState = false;

  reply<Response>(to: ReplyTo<Response>, response: Response): void {
    this.replies.push({ deliver: () => to.deliver(response), fail: (code) => to.fail(code) });
  }
}
