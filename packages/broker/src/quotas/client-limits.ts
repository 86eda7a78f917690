/**
 * Which limit holds for a client, for one of the quotas. The most specific one does (KIP-257), and clients share what
 * is limited together: a limit of a user is shared by all of its client ids.
 */
import type { ClientQuotaImage } from '@moldau/metadata';

export interface ClientLimit {
  /** A second. */
  readonly bound: number;
  /** Names who shares the limit. */
  readonly sharedBy: string;
}

interface LimitsOfUser {
  own: number | undefined;
  /** By client id; null is the default. */
  readonly byClientId: Map<string | null, number>;
}

export class ClientLimits {
  /** By user; null is the default. */
  readonly #byUser = new Map<string | null, LimitsOfUser>();
  readonly #byClientId = new Map<string | null, number>();

  /** @param key Kafka's name of the quota */
  constructor(entities: Iterable<ClientQuotaImage>, key: string) {
    for (const { entity, quotas } of entities) {
      const bound = quotas.get(key);
      if (bound !== undefined) this.#add(entity.get('user'), entity.get('client-id'), bound);
    }
  }

  get isEmpty(): boolean {
    return this.#byUser.size === 0 && this.#byClientId.size === 0;
  }

  find(user: string, clientId: string): ClientLimit | undefined {
    for (const limits of [this.#byUser.get(user), this.#byUser.get(null)]) {
      if (limits === undefined) continue;
      const together = limits.byClientId.get(clientId) ?? limits.byClientId.get(null);
      if (together !== undefined) return { bound: together, sharedBy: JSON.stringify([user, clientId]) };
      if (limits.own !== undefined) return { bound: limits.own, sharedBy: JSON.stringify([user]) };
    }
    const bound = this.#byClientId.get(clientId) ?? this.#byClientId.get(null);
    return bound === undefined ? undefined : { bound, sharedBy: clientId };
  }

  #add(user: string | null | undefined, clientId: string | null | undefined, bound: number): void {
    if (user === undefined) {
      if (clientId !== undefined) this.#byClientId.set(clientId, bound);
      return;
    }
    const limits = this.#byUser.get(user) ?? { own: undefined, byClientId: new Map() };
    this.#byUser.set(user, limits);
    if (clientId === undefined) limits.own = bound;
    else limits.byClientId.set(clientId, bound);
  }
}
