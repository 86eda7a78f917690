import type { Logger } from '@moldau/runtime';
import type { AppendError } from '../partition-log.ts';
import type { Damage } from './log-reader.ts';
import type { Segments } from './segments.ts';
import { storageFailure } from './storage-failure.ts';

/**
 * What may still be done with one log (B159): offline after a write or sync that failed, it takes nothing more; with
 * damage in a segment it takes no appends, as long as that segment is there; closed, it is not used at all.
 */
export class LogHealth {
  readonly #logger: Logger;
  readonly #topic: string;
  readonly #partition: number;
  readonly #segments: Segments;
  #failure: AppendError | undefined;
  readonly #damages: Damage[] = [];
  #isClosed = false;

  constructor(logger: Logger, topic: string, partition: number, segments: Segments) {
    this.#logger = logger;
    this.#topic = topic;
    this.#partition = partition;
    this.#segments = segments;
  }

  /** Why the log is offline; undefined while it is not. */
  get failure(): AppendError | undefined {
    return this.#failure;
  }

  /** Why appends fail; undefined while they do not. */
  get refusal(): AppendError | undefined {
    if (this.#failure !== undefined || this.#damages.length === 0) return this.#failure;
    return this.#damages.find(({ segment }) => this.#segments.all.includes(segment))?.failure;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Neither closed nor offline nor damaged. */
  get isUsable(): boolean {
    return !this.#isClosed && this.refusal === undefined;
  }

  /** Throws an AppendError when the log is offline or closed. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isClosed) throw storageFailure(`The log of ${this.#topic}-${this.#partition} is closed`);
  }

  /** The first failure stays. */
  goOffline(error: AppendError): void {
    this.#failure ??= error;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** What is left is kept for whoever repairs it: appends behind the damage would only make two truths of one log. */
  damaged(damage: Damage, homePath: string): void {
    this.#damages.push(damage);
    const topic = this.#topic;
    const partition = this.#partition;
    const repair = `moldau log repair ${homePath} ${topic}-${partition}`;
    const advice = `The partition takes no more records, what is not damaged can be read. With the broker stopped: ${repair}`;
    this.#logger.error({ topic, partition }, `${damage.failure.message}. ${advice}`);
  }
}
