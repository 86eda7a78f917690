/** How many members know each assignment protocol, so that it costs nothing to tell which all of them know. */
import type { MemberProtocol } from './member.ts';

type Name = Pick<MemberProtocol, 'name'>;

export class ProtocolSupport {
  readonly #byName = new Map<string, number>();
  #members = 0;

  get members(): number {
    return this.#members;
  }

  /** Where there are no members all know whatever is asked for. */
  isSupportedByAll(name: string): boolean {
    return (this.#byName.get(name) ?? 0) === this.#members;
  }

  /** Whether all members know one of these. */
  supportsAny(protocols: readonly Name[]): boolean {
    return protocols.some(({ name }) => this.isSupportedByAll(name));
  }

  add(member: { readonly protocols: readonly Name[] }): void {
    this.#count(member.protocols, 1);
  }

  remove(member: { readonly protocols: readonly Name[] }): void {
    this.#count(member.protocols, -1);
  }

  #count(protocols: readonly Name[], change: 1 | -1): void {
    this.#members += change;
    for (const name of new Set(protocols.map((protocol) => protocol.name))) {
      const count = (this.#byName.get(name) ?? 0) + change;
      if (count === 0) this.#byName.delete(name);
      else this.#byName.set(name, count);
    }
  }
}
