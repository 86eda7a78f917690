/** One request from the moment its handler was called until its answer has been put on the wire. */
import { DeferredOutcome, type OutcomeListener } from '../handlers/deferred-outcome.ts';
import {
  Answer,
  closeConnection,
  type HandlerResult,
  type Outcome,
  type RegisteredHandler,
} from '../handlers/handler.ts';
import type { RequestTimes } from './request-observer.ts';

export class Exchange implements OutcomeListener<object> {
  readonly handler: RegisteredHandler;
  readonly correlationId: number;
  /** The version the answer is written in. */
  readonly version: number;
  /** Size of the request as it came. */
  readonly requestBytes: number;
  readonly clientId: string | null;
  /** Set while somebody observes requests. */
  times: RequestTimes | undefined;
  request: unknown;
  /** Size of the answer, once it is encoded. */
  responseBytes = 0;
  /** For how long nothing is read from the client after the answer. */
  readonly throttleMs: number;
  #result: HandlerResult<object>;
  #whenSettled: ((exchange: Exchange) => void) | undefined;

  constructor(
    handler: RegisteredHandler,
    correlationId: number,
    version: number,
    requestBytes: number,
    clientId: string | null,
    result: HandlerResult<object>,
    throttleMs = 0,
  ) {
    this.handler = handler;
    this.correlationId = correlationId;
    this.version = version;
    this.requestBytes = requestBytes;
    this.clientId = clientId;
    this.#result = result;
    this.throttleMs = throttleMs;
  }

  get settled(): boolean {
    return !(this.#result instanceof Promise || this.#result instanceof DeferredOutcome);
  }

  /** Calls `settled` when the handler is done, unless it is done already. A promise must not reject. */
  whenSettled(settled: (exchange: Exchange) => void): void {
    const result = this.#result;
    this.#whenSettled = settled;
    if (result instanceof Promise) void result.then((outcome) => this.outcomeIs(outcome));
    else if (result instanceof DeferredOutcome) result.whenSettled(this);
  }

  outcomeIs(outcome: Outcome<object>): void {
    this.#result = outcome;
    this.#whenSettled?.(this);
  }

  /** The answer is this exchange's closing of the connection. */
  get closes(): boolean {
    return this.#result === closeConnection;
  }

  /** The response to send; undefined when there is none. */
  get response(): object | undefined {
    const result = this.#result;
    if (result instanceof Answer) return this.#told(result.response);
    return typeof result === 'object' ? this.#told(result) : undefined;
  }

  /** With the time for which the client is throttled, if it is and its handler has not said a longer one (KIP-219). */
  #told(response: object): object {
    if (this.throttleMs === 0 || !('throttleTimeMs' in response)) return response;
    const { throttleTimeMs } = response;
    const isLonger = typeof throttleTimeMs === 'number' && throttleTimeMs > this.throttleMs;
    return isLonger ? response : { ...response, throttleTimeMs: this.throttleMs };
  }

  /** What to call when the response has left. */
  get release(): (() => void) | undefined {
    return this.#result instanceof Answer ? this.#result.release : undefined;
  }
}
