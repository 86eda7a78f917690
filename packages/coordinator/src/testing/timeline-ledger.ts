/**
 * Holds a group's timeline against what the group is: no rebalance without a cause told just before it, none completed
 * that has not started, and after each the partitions are where its moves say. Throws at the first event that lies.
 */
import assert from 'node:assert/strict';
import type { GroupEvent, RebalanceCompleted, TimelineEntry } from '../timeline/group-event.ts';

/** What makes no rebalance necessary by itself. */
const effects: ReadonlySet<GroupEvent['type']> = new Set([
  'rebalance-started',
  'rebalance-completed',
  'group-emptied',
  'group-deleted',
  'group-expired',
  'offsets-expired',
  'offsets-deleted',
]);

export class TimelineLedger {
  /** How many rebalances were told from beginning to end. */
  completed = 0;
  #isUnderWay = false;
  /** Partitions by member id, as of the last rebalance. */
  #owned: Map<string, number> = new Map();

  /** The events of one outcome; `owned` tells who has how many partitions now. */
  take(entries: readonly TimelineEntry[], owned: () => Map<string, number>): void {
    for (const [index, { event }] of entries.entries()) {
      const before = entries.slice(0, index).map((entry) => entry.event);
      this.#takeEvent(event, before, owned);
    }
  }

  /** The group is as the log has it, whatever was told before. */
  reset(owned: Map<string, number>): void {
    this.#owned = owned;
    this.#isUnderWay = false;
  }

  #takeEvent(event: GroupEvent, before: readonly GroupEvent[], owned: () => Map<string, number>): void {
    switch (event.type) {
      case 'rebalance-started':
        assert(
          before.some(({ type }) => !effects.has(type)),
          'a rebalance has no cause',
        );
        this.#isUnderWay = true;
        return;
      case 'rebalance-completed':
        assert(this.#isUnderWay, 'a rebalance was completed that has not started');
        this.#isUnderWay = false;
        this.completed++;
        this.#move(event);
        assert.deepEqual(sorted(this.#owned), sorted(owned()), 'partitions are where the moves say');
        return;
      case 'static-member-replaced': {
        const inherited = this.#owned.get(event.previousMemberId);
        this.#owned.delete(event.previousMemberId);
        if (inherited !== undefined) this.#owned.set(event.member.memberId, inherited);
        return;
      }
      case 'group-emptied':
      case 'group-deleted':
        this.reset(new Map());
        return;
      default:
    }
  }

  #move({ moves, movedPartitions, durationMs, joinMs }: RebalanceCompleted): void {
    assert(joinMs >= 0 && durationMs >= joinMs, `a rebalance of ${durationMs} ms had a join phase of ${joinMs} ms`);
    assert.equal(
      moves.reduce((sum, { partitions }) => sum + partitions, 0),
      movedPartitions,
    );
    for (const { from, to, partitions } of moves) {
      this.#add(from, -partitions);
      this.#add(to, partitions);
    }
  }

  #add(memberId: string, partitions: number): void {
    if (memberId === '') return;
    const owned = (this.#owned.get(memberId) ?? 0) + partitions;
    assert(owned >= 0, `${memberId} gave away more partitions than it had`);
    if (owned === 0) this.#owned.delete(memberId);
    else this.#owned.set(memberId, owned);
  }
}

function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
