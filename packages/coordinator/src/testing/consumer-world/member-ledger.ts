/** Which members the group has, which it had and has given up, and how often it changed its protocol. */
import type { DescribedWorldGroup } from './described-group.ts';
import type { Seen } from './seen.ts';

export class MemberLedger {
  readonly #seen: Seen;
  readonly #gone = new Set<string>();
  #present = new Set<string>();
  #kind = '';

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  isPresent(memberId: string): boolean {
    return this.#present.has(memberId);
  }

  /** Whether the group had it and has given it up. */
  isGone(memberId: string): boolean {
    return this.#gone.has(memberId);
  }

  note({ kind, members }: DescribedWorldGroup): void {
    const present = new Set(members.map(({ memberId }) => memberId));
    for (const memberId of this.#present) if (!present.has(memberId)) this.#gone.add(memberId);
    for (const memberId of present) this.#gone.delete(memberId);
    if (this.#kind === 'classic' && kind === 'consumer' && this.#present.size > 0) this.#seen.upgrades++;
    if (this.#kind === 'consumer' && kind === 'classic' && present.size > 0) this.#seen.downgrades++;
    this.#kind = kind;
    this.#present = present;
  }

  /** After a restart members may be back whose going was not stored. */
  forgetGone(): void {
    this.#gone.clear();
  }
}
