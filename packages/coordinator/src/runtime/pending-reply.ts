/**
 * A request that has not been answered yet. It is answered exactly once: by the machine, with an error when the shard
 * stops or its log fails, or not at all when its client has gone (then the promise settles with an error that nobody
 * is there to read).
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { ReplyTo } from '../machine/outcome.ts';

export class PendingReply<Response> implements ReplyTo<Response> {
  readonly response: Promise<Response>;
  readonly #resolve: (response: Response) => void;
  readonly #errorResponse: (code: ErrorCode) => Response;
  readonly #settled: () => void;
  #isSettled = false;

  /** `settled` is called once, whichever way it ends. */
  constructor(errorResponse: (code: ErrorCode) => Response, settled: () => void = () => {}) {
    const { promise, resolve } = Promise.withResolvers<Response>();
    this.response = promise;
    this.#resolve = resolve;
    this.#errorResponse = errorResponse;
    this.#settled = settled;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  deliver(response: Response): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#resolve(response);
    this.#settled();
  }

  fail(code: ErrorCode): void {
    this.deliver(this.#errorResponse(code));
  }

  /** Its client has gone. */
  abandon(): void {
    this.fail(Errors.NETWORK_EXCEPTION);
  }
}
