/** One request from the moment its handler was called until its answer has been put on the wire. */
import { Answer, closeConnection, type Outcome, type RegisteredHandler } from '../handlers/handler.ts';

export class Exchange {
  readonly handler: RegisteredHandler;
  readonly correlationId: number;
  /** The version the answer is written in. */
  readonly version: number;
  /** Size of the request as it came. */
  readonly requestBytes: number;
  #outcome: Outcome<object> | Promise<Outcome<object>>;

  constructor(
    handler: RegisteredHandler,
    correlationId: number,
    version: number,
    requestBytes: number,
    outcome: Outcome<object> | Promise<Outcome<object>>,
  ) {
    this.handler = handler;
    this.correlationId = correlationId;
    this.version = version;
    this.requestBytes = requestBytes;
    this.#outcome = outcome;
  }

  get settled(): boolean {
    return !(this.#outcome instanceof Promise);
  }

  /** Calls `settled` when the handler is done, unless it is done already. The promise must not reject. */
  whenSettled(settled: (exchange: Exchange) => void): void {
    if (!(this.#outcome instanceof Promise)) return;
    void this.#outcome.then((outcome) => {
      this.#outcome = outcome;
      settled(this);
    });
  }

  /** The answer is this exchange's closing of the connection. */
  get closes(): boolean {
    return this.#outcome === closeConnection;
  }

  /** The response to send; undefined when there is none. */
  get response(): object | undefined {
    const outcome = this.#outcome;
    if (outcome instanceof Answer) return outcome.response;
    return typeof outcome === 'object' ? outcome : undefined;
  }

  /** What to call when the response has left. */
  get release(): (() => void) | undefined {
    return this.#outcome instanceof Answer ? this.#outcome.release : undefined;
  }
}
