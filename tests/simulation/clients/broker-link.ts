/**
 * A client's way to the broker: one connection at a time, made anew when it is gone. An answer that does not come in
 * time breaks the connection, and with it all that waits on it.
 */
import type { ApiDescriptor } from '@moldau/protocol';
import type { Clock, Endpoint, Runtime } from '@moldau/runtime';
import { DisconnectedError, WireClient } from '../../support/wire-client.ts';

export const brokerEndpoint: Endpoint = { host: 'broker', port: 9092 };

export class BrokerLink {
  readonly #runtime: Runtime;
  readonly #requestTimeoutMs: number;
  readonly #endpoint: Endpoint;
  #connecting: Promise<WireClient> | undefined;
  #client: WireClient | undefined;

  constructor(runtime: Runtime, requestTimeoutMs = 1000, endpoint = brokerEndpoint) {
    this.#runtime = runtime;
    this.#requestTimeoutMs = requestTimeoutMs;
    this.#endpoint = endpoint;
  }

  /** Rejects with a NetworkError when there is no connection to be had, with a DisconnectedError when it broke. */
  async call<Req, Res>(api: ApiDescriptor<Req, Res>, version: number, request: Req): Promise<Res> {
    const client = await this.#connected();
    const timer = this.#runtime.clock.after(this.#requestTimeoutMs, () => void client.close());
    try {
      return await client.request(api, version, request);
    } finally {
      timer.cancel();
    }
  }

  /** The next call connects anew. */
  disconnect(): void {
    if (this.#client?.isOpen) void this.#client.close();
    this.#client = undefined;
  }

  #connected(): Promise<WireClient> {
    if (this.#client?.isOpen) return Promise.resolve(this.#client);
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<WireClient> {
    this.#client = await WireClient.connect(this.#runtime.network, this.#endpoint);
    return this.#client;
  }
}

/** Whether an error of a `call` says that nobody knows whether the request was served. */
export function isConnectionLoss(error: unknown): boolean {
  return error instanceof DisconnectedError || (error instanceof Error && error.name === 'NetworkError');
}

export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
