/** The assignment protocols of those members of a consumer group that speak the classic protocol. */
import type { MemberProtocol } from '../../classic/member.ts';
import type { ClassicProtocolMember } from '../consumer-member.ts';

export class ClassicProtocols {
  readonly #support = new Map<string, number>();
  #members = 0;

  /** How many members speak the classic protocol. */
  get members(): number {
    return this.#members;
  }

  /** Whether all members that speak the classic protocol know one of these. */
  supportsAny(protocols: readonly Pick<MemberProtocol, 'name'>[]): boolean {
    if (this.#members === 0) return protocols.length > 0;
    return protocols.some(({ name }) => this.#support.get(name) === this.#members);
  }

  add(member: ClassicProtocolMember): void {
    this.#count(member, 1);
  }

  remove(member: ClassicProtocolMember): void {
    this.#count(member, -1);
  }

  #count({ protocols }: ClassicProtocolMember, change: 1 | -1): void {
    this.#members += change;
    for (const name of new Set(protocols.map((protocol) => protocol.name))) {
      const count = (this.#support.get(name) ?? 0) + change;
      if (count === 0) this.#support.delete(name);
      else this.#support.set(name, count);
    }
  }
}
