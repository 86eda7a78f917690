/**
 * What the members of a group subscribe to. Members with the same subscription share one object, so that a thousand
 * alike cost no more than one.
 */
import type { ResolvedPattern } from './group-record.ts';
import type { MemberMetadata, Subscription } from './consumer-member.ts';

interface Counted {
  readonly subscription: Subscription;
  members: number;
}

export class Subscriptions {
  readonly #byKey = new Map<string, Counted>();
  readonly #resolved = new Map<string, ResolvedPattern>();
  /** Names by subscription, with what the patterns matched; made when asked for. */
  readonly #topics = new Map<Subscription, ReadonlySet<string>>();
  #union: ReadonlySet<string> | undefined;

  /** The different subscriptions that there are. */
  get distinct(): Subscription[] {
    return Array.from(this.#byKey.values(), ({ subscription }) => subscription);
  }

  get hasPatterns(): boolean {
    for (const { subscription } of this.#byKey.values()) if (subscription.pattern !== '') return true;
    return false;
  }

  /** Patterns that members subscribe to. */
  get patterns(): ReadonlySet<string> {
    return new Set(this.distinct.map(({ pattern }) => pattern).filter((pattern) => pattern !== ''));
  }

  get resolvedPatterns(): ReadonlyMap<string, ResolvedPattern> {
    return this.#resolved;
  }

  /** How many members subscribe to the pattern. */
  membersOf(pattern: string): number {
    let members = 0;
    for (const counted of this.#byKey.values()) {
      if (counted.subscription.pattern === pattern) members += counted.members;
    }
    return members;
  }

  /** The names of the topics that a subscription comes to, whether they exist or not. */
  topicsOf(subscription: Subscription): ReadonlySet<string> {
    let topics = this.#topics.get(subscription);
    if (topics === undefined) {
      topics = new Set([...subscription.topicNames, ...(this.#resolved.get(subscription.pattern)?.topics ?? [])]);
      this.#topics.set(subscription, topics);
    }
    return topics;
  }

  /** The names of all topics that some member subscribes to. */
  get topics(): ReadonlySet<string> {
    if (this.#union !== undefined) return this.#union;
    const union = new Set<string>();
    for (const subscription of this.distinct) for (const topic of this.topicsOf(subscription)) union.add(topic);
    this.#union = union;
    return union;
  }

  /** One more member subscribes to this; returns what it shares with those that do so too. */
  add(metadata: MemberMetadata): Subscription {
    const key = keyOf(metadata);
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      known.members++;
      return known.subscription;
    }
    const { topicNames, pattern } = metadata;
    const subscription = { topicNames, pattern };
    this.#byKey.set(key, { subscription, members: 1 });
    this.#union = undefined;
    return subscription;
  }

  remove(metadata: MemberMetadata): void {
    const key = keyOf(metadata);
    const known = this.#byKey.get(key);
    if (known === undefined || --known.members > 0) return;
    this.#byKey.delete(key);
    this.#topics.delete(known.subscription);
    this.#union = undefined;
  }

  resolve(pattern: string, resolved: ResolvedPattern | null): void {
    if (resolved === null) this.#resolved.delete(pattern);
    else this.#resolved.set(pattern, resolved);
    this.#topics.clear();
    this.#union = undefined;
  }
}

/** Neither topic names nor patterns of clients can make two subscriptions look alike: names have no commas. */
function keyOf({ topicNames, pattern }: MemberMetadata): string {
  return `${topicNames.join(',')},,${pattern}`;
}
