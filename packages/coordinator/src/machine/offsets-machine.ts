/**
 * The offsets' side of a group machine: what groups have committed, or are about to in transactions. It works on the
 * state of the machine that it is part of. Whether a commit counts is up to the group, and a group without members goes
 * when the last of its offsets has expired.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { OffsetCommitResponse } from '@moldau/protocol/messages/offset-commit';
import type { OffsetDeleteResponse } from '@moldau/protocol/messages/offset-delete';
import type { OffsetFetchResponseGroup } from '@moldau/protocol/messages/offset-fetch';
import type { TxnOffsetCommitResponse } from '@moldau/protocol/messages/txn-offset-commit';
import { ClassicGroup } from '../classic/classic-group.ts';
import { renewSession } from '../classic/session.ts';
import { removeGroup } from '../groups/remove-group.ts';
import { type CommitCommand, commitOffsets, commitResponse } from '../offsets/commit.ts';
import {
  commitTransactionalOffsets,
  markerRecord,
  type OffsetsMarker,
  refusedTransactionalCommit,
  type TransactionalCommit,
} from '../offsets/commit-transactional.ts';
import { type DeleteCommand, deleteOffsets, refusedDelete, validateOffsetDelete } from '../offsets/delete.ts';
import { type FetchCommand, fetchOffsets } from '../offsets/fetch.ts';
import type { PendingOffsets } from '../offsets/pending-offsets.ts';
import { removeExpiredOffsets, removeOffsetsOfTopic } from '../offsets/removal.ts';
import type { OffsetsGuard, TransactionalProducer } from '../offsets/transactional-offsets.ts';
import { validateCommit, validateTransactionalCommit } from '../offsets/validate-commit.ts';
import { noteEvent } from '../timeline/note-event.ts';
import { committedRead } from './committed-read.ts';
import type { DurableState } from './durable-state.ts';
import type { Moment } from './moment.ts';
import type { Outcome, ReplyTo } from './outcome.ts';
import type { Step } from './step.ts';
import { offsetExpiryKey } from './timer-event.ts';

export class OffsetsMachine {
  readonly #state: DurableState;
  readonly #pendingOffsets: PendingOffsets;
  readonly #step: (now: Moment) => Step;

  /** `step` begins a command of the machine whose state this is. */
  constructor(state: DurableState, pendingOffsets: PendingOffsets, step: (now: Moment) => Step) {
    this.#state = state;
    this.#pendingOffsets = pendingOffsets;
    this.#step = step;
  }

  /** All records have been replayed. */
  loaded(step: Step): void {
    this.#state.transactional.forgetIdle(step.now.wallClockMs);
    scheduleExpiry(step);
  }

  commit(commit: CommitCommand, replyTo: ReplyTo<OffsetCommitResponse>, now: Moment): Outcome {
    const step = this.#step(now);
    const errorCode = validateCommit(commit, step);
    const response =
      errorCode === Errors.NONE ? commitOffsets(this.#state, commit, step) : commitResponse(commit, () => errorCode);
    if (errorCode === Errors.NONE) renewCommitter(commit, step);
    step.outcome.reply(replyTo, response);
    return step.outcome;
  }

  /** What a producer has to show with its offsets once its coordinator has agreed; undefined when it has already. */
  drawGuard(producer: TransactionalProducer, now: Moment): OffsetsGuard | undefined {
    return this.#state.transactional.draw(producer, now.wallClockMs);
  }

  commitTransactional(commit: TransactionalCommit, replyTo: ReplyTo<TxnOffsetCommitResponse>, now: Moment): Outcome {
    const step = this.#step(now);
    const { transactional } = this.#state;
    let errorCode = transactional.refusal(commit.producer, commit.guard);
    if (errorCode === Errors.NONE) errorCode = validateTransactionalCommit(commit, step);
    const response =
      errorCode === Errors.NONE
        ? commitTransactionalOffsets(transactional, commit, step)
        : refusedTransactionalCommit(commit, errorCode);
    step.outcome.reply(replyTo, response);
    return step.outcome;
  }

  /** Ends the transaction of a producer in this partition (B71, B72). */
  writeMarker(marker: OffsetsMarker, replyTo: ReplyTo<ErrorCode>, now: Moment): Outcome {
    const step = this.#step(now);
    const errorCode = this.#state.transactional.refusalOfMarker(marker, marker.end);
    if (errorCode === Errors.NONE) {
      this.#state.endTransaction(marker, marker.end);
      step.outcome.records.push(markerRecord(marker));
    }
    step.outcome.reply(replyTo, errorCode);
    return step.outcome;
  }

  fetch(fetch: FetchCommand, replyTo: ReplyTo<OffsetFetchResponseGroup>): Outcome {
    const { groupId } = fetch;
    const errorCode = this.#state.groups.get(groupId)?.validateOffsetFetch(fetch) ?? Errors.NONE;
    const topics =
      errorCode === Errors.NONE
        ? fetchOffsets(this.#state.offsets.offsetsOf(groupId), fetch, (topic, partition) =>
            this.#pendingOffsets.hasPending(groupId, topic, partition),
          )
        : [];
    return committedRead(replyTo, { groupId, topics, errorCode });
  }

  delete(command: DeleteCommand, replyTo: ReplyTo<OffsetDeleteResponse>, now: Moment): Outcome {
    const step = this.#step(now);
    const group = this.#state.groups.get(command.groupId);
    const errorCode = validateOffsetDelete(group);
    const isAccepted = group !== undefined && errorCode === Errors.NONE;
    const response = isAccepted ? deleteOffsets(this.#state.offsets, group, command, step) : refusedDelete(errorCode);
    step.outcome.reply(replyTo, response);
    return step.outcome;
  }

  /** The topic has been deleted, and its committed offsets go with it (B134). */
  topicDeleted(name: string, topicId: string, now: Moment): Outcome {
    const step = this.#step(now);
    removeOffsetsOfTopic(this.#state.offsets, name, topicId, step);
    return step.outcome;
  }

  /** Offsets whose retention has passed go, and with them groups that have neither members nor offsets left (B135). */
  expire(step: Step): void {
    const { groups, offsets, transactional } = this.#state;
    transactional.forgetIdle(step.now.wallClockMs);
    for (const group of groups.values()) {
      const isBare = removeExpiredOffsets(offsets, group, this.#pendingOffsets, step);
      if (!isBare || !group.isEmpty || transactional.hasPendingOf(group.groupId)) continue;
      noteEvent(group.groupId, { type: 'group-expired' }, step);
      removeGroup(group, step);
    }
    scheduleExpiry(step);
  }
}

/** A member of a classic group that commits shows that it lives. */
function renewCommitter({ groupId, memberId }: CommitCommand, step: Step): void {
  const group = step.groups.get(groupId);
  if (!(group instanceof ClassicGroup)) return;
  const member = group.member(memberId);
  if (member !== undefined) renewSession(group, member, step);
}

function scheduleExpiry({ now, settings, deadlines }: Step): void {
  const atMs = now.monotonicMs + settings.offsetsRetentionCheckIntervalMs;
  deadlines.set(offsetExpiryKey, atMs, { type: 'offset-expiry' });
}
