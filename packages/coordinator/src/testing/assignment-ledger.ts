/**
 * What the members of a random history were given, generation by generation: real assignments of consumers, so that
 * it can be said who owns a partition. Throws at the first partition that two own, and at the first that nobody owns
 * in a stable group.
 */
import assert from 'node:assert/strict';
import { decodeVersioned, encodeVersioned } from '@moldau/protocol';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';

/** Partitions of the one topic that everybody shares. */
const partitions = Array.from({ length: 7 }, (_, partition) => partition);
const topic = 'users';

export class AssignmentLedger {
  /** By generation: which of a leader's assignments its members were given. */
  readonly #wordOf = new Map<number, string>();
  /** By generation and partition. */
  readonly #owners = new Map<string, string>();

  /** What a leader hands out: every partition once, a bit differently each time. */
  assign(members: readonly string[], generationId: number, turn: number) {
    const word = `generation ${generationId}, word ${turn}`;
    return members.map((memberId, index) => {
      const own = partitions.filter((partition) => (partition + turn) % members.length === index);
      const userData = Buffer.from(`${word} for ${memberId}`);
      return { memberId, assignment: assignmentOf(own, userData) };
    });
  }

  /** A member was told its assignment; a static one may have got it under an earlier id. */
  given(memberId: string, generationId: number, assignment: Buffer): void {
    if (assignment.length === 0) return;
    const { text, own } = read(assignment);
    const [word = '', owner] = text.split(' for ');
    assert.equal(identity(owner), identity(memberId), 'a member is given its own assignment');
    assert(word.startsWith(`generation ${generationId},`), `generation ${generationId} was given ${text}`);
    const known = this.#wordOf.get(generationId) ?? word;
    assert.equal(word, known, `two assignments in generation ${generationId}`);
    this.#wordOf.set(generationId, known);
    for (const partition of own) {
      const key = `${generationId}/${partition}`;
      const before = this.#owners.get(key) ?? identity(memberId);
      assert.equal(identity(memberId), before, `partition ${partition} has two owners in generation ${generationId}`);
      this.#owners.set(key, before);
    }
  }

  /** Generations are counted anew, or some have never been: the group was deleted, or the log lost its end. */
  forget(): void {
    this.#wordOf.clear();
    this.#owners.clear();
  }
}

/** How many partitions each has, by member id. */
export function ownedCounts(
  members: readonly { readonly memberId: string; readonly memberAssignment: Buffer }[],
): Map<string, number> {
  const owned = members.map(({ memberId, memberAssignment }) => [memberId, ownedBy(memberAssignment).length] as const);
  return new Map(owned.filter(([, count]) => count > 0));
}

export function assertOwnedOnce(members: readonly { readonly memberAssignment: Buffer }[]): void {
  const owned = members.flatMap(({ memberAssignment }) => ownedBy(memberAssignment));
  assert.deepEqual(
    owned.toSorted((a, b) => a - b),
    partitions,
    'in a stable group every partition has one owner',
  );
}

/** Static members are themselves under any id. */
export function identity(memberId = ''): string {
  return memberId.startsWith('instance') ? memberId.slice(0, memberId.lastIndexOf('-')) : memberId;
}

function ownedBy(assignment: Buffer): readonly number[] {
  return assignment.length === 0 ? [] : read(assignment).own;
}

function assignmentOf(own: readonly number[], userData: Buffer): Buffer {
  const assignedPartitions = own.length === 0 ? [] : [{ topic, partitions: own }];
  return encodeVersioned(consumerProtocolAssignmentData, { assignedPartitions, userData }, 1);
}

function read(assignment: Buffer): { text: string; own: readonly number[] } {
  const { assignedPartitions, userData } = decodeVersioned(consumerProtocolAssignmentData, assignment);
  return { text: userData?.toString() ?? '', own: assignedPartitions.flatMap((each) => each.partitions) };
}
