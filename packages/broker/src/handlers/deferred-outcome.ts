/**
 * An outcome that is not known yet, for the APIs that wait often and in great numbers (Produce, Fetch). Unlike a promise
 * it tells its listener at once, so that what an event-loop turn settles can be encoded and leave in that same turn,
 * and waiting costs one object.
 */
import type { Outcome } from './handler.ts';

export interface OutcomeListener<Res> {
  outcomeIs(outcome: Outcome<Res>): void;
}

export class DeferredOutcome<Res> {
  #listener: OutcomeListener<Res> | undefined;
  #recover: ((error: unknown) => Outcome<Res>) | undefined;
  #settled: { readonly outcome: Outcome<Res> } | undefined;

  /** To be called once, with what `find` returns or resolves with; what it throws or rejects with is a failure. */
  settleWith(find: () => Outcome<Res> | Promise<Outcome<Res>>): void {
    const outcome = this.#recovered(find);
    if (outcome instanceof Promise) void this.#settleLater(outcome);
    else this.#settle(outcome);
  }

  /** What a failure comes to. Whoever hands the outcome on says it, before anything settles. */
  recoverWith(recover: (error: unknown) => Outcome<Res>): void {
    this.#recover = recover;
  }

  /** Tells `listener`, the only one, as soon as the outcome is known. */
  whenSettled(listener: OutcomeListener<Res>): void {
    if (this.#settled === undefined) this.#listener = listener;
    else listener.outcomeIs(this.#settled.outcome);
  }

  /** For whoever waits with a promise anyway. Nobody else may listen then. */
  toPromise(): Promise<Outcome<Res>> {
    return new Promise((resolve) => this.whenSettled({ outcomeIs: resolve }));
  }

  async #settleLater(outcome: Promise<Outcome<Res>>): Promise<void> {
    this.#settle(await outcome.catch((error: unknown) => this.#failed(error)));
  }

  #recovered(find: () => Outcome<Res> | Promise<Outcome<Res>>): Outcome<Res> | Promise<Outcome<Res>> {
    try {
      return find();
    } catch (error) {
      return this.#failed(error);
    }
  }

  #settle(outcome: Outcome<Res>): void {
    this.#settled = { outcome };
    this.#listener?.outcomeIs(outcome);
  }

  #failed(error: unknown): Outcome<Res> {
    if (this.#recover === undefined) throw error;
    return this.#recover(error);
  }
}
