/** Who holds each partition: the member that may use it, or that has not confirmed yet that it gave it up. */
import { type ConsumerMember, ownedPartitions } from './consumer-member.ts';

export class PartitionOwners {
  readonly #owners = new Map<string, Map<number, string>>();

  isFree(topicId: string, partition: number): boolean {
    return this.#owners.get(topicId)?.has(partition) !== true;
  }

  ownerOf(topicId: string, partition: number): string | undefined {
    return this.#owners.get(topicId)?.get(partition);
  }

  add(member: ConsumerMember): void {
    for (const [topicId, partitions] of ownedPartitions(member)) {
      let owners = this.#owners.get(topicId);
      if (owners === undefined) this.#owners.set(topicId, (owners = new Map()));
      for (const partition of partitions) owners.set(partition, member.memberId);
    }
  }

  /** What the member has handed on meanwhile is not its own any more. */
  remove(member: ConsumerMember): void {
    for (const [topicId, partitions] of ownedPartitions(member)) {
      const owners = this.#owners.get(topicId);
      if (owners === undefined) continue;
      for (const partition of partitions) {
        if (owners.get(partition) === member.memberId) owners.delete(partition);
      }
      if (owners.size === 0) this.#owners.delete(topicId);
    }
  }
}
