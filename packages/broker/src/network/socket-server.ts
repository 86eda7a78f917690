/**
 * Accepts connections on named listeners and serves them with the registered handlers.
 *
 * Everything that a client can make the broker keep is bounded: connections in total and by address, the bytes of
 * requests that have not been handed over, requests without an answer, responses that are not read, and the time for
 * each of these. One timer looks over all connections; without connections there is no timer.
 */
import type { Clock, Connection, ConnectionHandler, Endpoint, Listener, Logger, Network, Timer } from '@moldau/runtime';
import type { RegisteredHandler } from '../handlers/handler.ts';
import { unmappedAddress } from './client-host.ts';
import { closingLater } from './closing-later.ts';
import { ConnectionLimits, type ConnectionLimitsConfig } from './connection-limits.ts';
import type { ConnectionThrottle } from './connection-throttle.ts';
import { Dispatcher } from './dispatcher.ts';
import { EndOfTurn } from './end-of-turn.ts';
import { ReceiveMemory } from './receive-memory.ts';
import { nobodyObserves, type RequestObserver } from './request-observer.ts';
import type { RequestThrottle } from './request-throttle.ts';
import { WriterPool } from './response-encoder.ts';
import { type ConnectionServices, ServerConnection } from './server-connection.ts';
import { defaultSocketServerConfig, type SocketServerConfig } from './socket-server-config.ts';

export interface SocketServerOptions {
  readonly network: Network;
  readonly clock: Clock;
  readonly log: Logger;
  /** Every API that is served. */
  readonly handlers: readonly RegisteredHandler[];
  readonly config?: Partial<SocketServerConfig>;
  /** Nobody by default. */
  readonly observer?: RequestObserver;
  /** Slows down clients that ask too much; without it nobody is slowed down. */
  readonly requestThrottle?: RequestThrottle;
  /** Slows down connections that come too fast. */
  readonly connectionThrottle?: ConnectionThrottle;
  /** Those of `config` by default. */
  readonly limits?: () => ConnectionLimitsConfig;
}

export interface SocketServerStatistics {
  readonly connections: number;
  /** Occupied by requests that have not been handed over. */
  readonly receiveBytes: number;
  /** Encoded responses that have not left. */
  readonly responseBytes: number;
}

const SWEEP_MS_MIN = 10;
const SWEEP_MS_MAX = 1_000;

export class SocketServer {
  readonly #options: SocketServerOptions;
  readonly #config: SocketServerConfig;
  readonly #services: ConnectionServices;
  readonly #limits: ConnectionLimits;
  readonly #listeners: Listener[] = [];
  readonly #connections = new Set<ServerConnection>();
  /** Open only until they are closed for having come too soon. */
  readonly #turnedAway = new Set<Connection>();
  #accepted = 0;
  #sweep: Timer | undefined;
  #closing = false;
  #allGone: (() => void) | undefined;

  constructor(options: SocketServerOptions) {
    const config = { ...defaultSocketServerConfig, ...options.config };
    const observer = options.observer ?? nobodyObserves;
    this.#options = options;
    this.#config = config;
    this.#limits = new ConnectionLimits(options.limits ?? (() => config));
    this.#services = {
      config,
      clock: options.clock,
      log: options.log,
      dispatcher: new Dispatcher(options.handlers, options.log, { observer, throttle: options.requestThrottle }),
      memory: new ReceiveMemory(config.receiveBytesMax),
      readBuffer: Buffer.alloc(config.readBufferBytes),
      writers: new WriterPool(),
      endOfTurn: new EndOfTurn(options.clock),
      outgoing: { bytes: 0 },
      observer,
    };
  }

  get statistics(): SocketServerStatistics {
    return {
      connections: this.#connections.size,
      receiveBytes: this.#services.memory.occupiedBytes,
      responseBytes: this.#services.outgoing.bytes,
    };
  }

  /** Resolves with the endpoint as bound once it accepts connections. Rejects with a NetworkError. */
  async listen(listenerName: string, endpoint: Endpoint): Promise<Endpoint> {
    const accept = (connection: Connection): ConnectionHandler => this.#accept(connection, listenerName);
    const listener = await this.#options.network.listen(endpoint, accept);
    this.#listeners.push(listener);
    return listener.endpoint;
  }

  /**
   * Stops accepting at once, lets every connection finish what was asked of it, and resolves when all are closed;
   * those that take longer than `graceMs` are cut off.
   */
  async close(graceMs = 5_000): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#listeners.map((listener) => listener.close()));
    for (const connection of this.#turnedAway) connection.destroy();
    if (this.#connections.size === 0) return;
    const allGone = new Promise<void>((resolve) => {
      this.#allGone = resolve;
    });
    for (const connection of this.#connections) connection.finish();
    const cutOff = this.#options.clock.after(graceMs, () => {
      for (const connection of this.#connections) connection.destroy();
    });
    await allGone;
    cutOff.cancel();
  }

  #accept(connection: Connection, listenerName: string): ConnectionHandler {
    const address = unmappedAddress(connection.remote.host);
    if (this.#closing || !this.#limits.admit(address)) {
      this.#options.log.debug({ address, connections: this.#limits.total }, 'Refused a connection');
      connection.destroy();
      return refused;
    }
    const { clock, connectionThrottle } = this.#options;
    const arrival = connectionThrottle?.arrival(listenerName, address, clock.monotonic());
    if (arrival?.isServed === false) return this.#turnAway(connection, address, arrival.afterMs);
    const served = new ServerConnection(connection, listenerName, this.#accepted++, this.#services);
    this.#connections.add(served);
    this.#services.observer.connectionOpened(listenerName);
    served.onClose(() => this.#gone(served, address));
    this.#sweep ??= this.#nextSweep();
    if (arrival !== undefined && arrival.afterMs > 0) served.throttle(arrival.afterMs);
    return served;
  }

  /** Keeps its place while it is open, so that it is no way around the limits. */
  #turnAway(connection: Connection, address: string, afterMs: number): ConnectionHandler {
    const { clock, log } = this.#options;
    log.debug({ address, afterMs }, 'Closing a connection that came too soon');
    const leave = (): void => {
      this.#turnedAway.delete(connection);
      this.#limits.leave(address);
    };
    this.#turnedAway.add(connection);
    return closingLater(connection, clock, afterMs, leave);
  }

  #gone(connection: ServerConnection, address: string): void {
    this.#connections.delete(connection);
    this.#services.observer.connectionClosed(connection.listenerName);
    this.#limits.leave(address);
    if (this.#connections.size > 0) return;
    this.#sweep?.cancel();
    this.#sweep = undefined;
    this.#allGone?.();
  }

  #nextSweep(): Timer {
    const { idleMsMax, receiveGraceMs } = this.#config;
    const intervalMs = Math.min(SWEEP_MS_MAX, Math.max(SWEEP_MS_MIN, Math.min(idleMsMax, receiveGraceMs) / 8));
    return this.#options.clock.after(intervalMs, () => {
      this.#sweep = this.#nextSweep();
      this.#enforceDeadlines();
    });
  }

  #enforceDeadlines(): void {
    const { memory, outgoing } = this.#services;
    const now = this.#options.clock.monotonic();
    const pressure = { receiving: memory.contended, sending: outgoing.bytes > this.#config.responseBytesTotalMax };
    for (const connection of this.#connections) connection.enforceDeadlines(now, pressure);
  }
}

/** For a connection that is closed as soon as it was accepted. */
const refused: ConnectionHandler = {
  readBuffer: () => Buffer.alloc(1),
  read() {},
  drained() {},
  closed() {},
};
