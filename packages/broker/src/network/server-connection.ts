/**
 * One client's connection: frames in, requests handed over, responses out in the order of the requests (B9).
 *
 * A request is handed over when everything before it has been answered; a run of pipelined ones is handed over at
 * once. A client that asks faster than it is answered, or than it reads, is simply not read any further. Something
 * that cannot be answered closes the connection in its turn: what was asked before is still answered, what comes
 * after is not looked at (B8).
 */
import { MalformedMessageError } from '@moldau/protocol';
import type { Clock, Connection, ConnectionHandler, Endpoint, Logger, Timer } from '@moldau/runtime';
import type { ClientConnection } from '../handlers/handler.ts';
import { clientHost, unmappedAddress } from './client-host.ts';
import { ConnectionDeadlines, type Pressure } from './connection-deadlines.ts';
import { type Dispatcher, RefusedRequestError } from './dispatcher.ts';
import type { Exchange } from './exchange.ts';
import { FrameAssembler, FrameSizeError } from './frame-assembler.ts';
import { RequestTimes } from './request-observer.ts';
import type { ReceiveMemory } from './receive-memory.ts';
import { type OutboxServices, ResponseOutbox } from './response-outbox.ts';
import type { SocketServerConfig } from './socket-server-config.ts';

/** What all connections of a server share. */
export interface ConnectionServices extends OutboxServices {
  readonly config: SocketServerConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dispatcher: Dispatcher;
  readonly memory: ReceiveMemory;
  readonly readBuffer: Buffer;
}

/**
 * `finishing`: answers what it has, takes no new request. `ending`: only bytes are left to go.
 */
type State = 'open' | 'finishing' | 'ending' | 'closed';

export class ServerConnection implements ConnectionHandler, ClientConnection {
  readonly id: string;
  readonly listenerName: string;
  readonly clientHost: string;
  readonly localEndpoint: Endpoint;
  readonly connection: ClientConnection = this;
  readonly #connection: Connection;
  readonly #services: ConnectionServices;
  readonly #frames: FrameAssembler;
  readonly #outbox: ResponseOutbox;
  readonly #deadlines: ConnectionDeadlines;
  readonly #closeListeners = new Set<() => void>();
  readonly #exchanges: Exchange[] = [];
  #unansweredBytes = 0;
  #state: State = 'open';
  #serving = false;
  /** An exchange has settled since the last turn ended. */
  #hasSettled = false;
  /** The next request is there, but its turn has not come. */
  #waiting = false;
  #reading = true;
  #activity = 0;
  #requestsTaken = 0;
  /** While requests are observed, in microseconds: when the next one arrived, and when the last one was handled. */
  #arrived = 0;
  #mark = 0;
  #throttleMs = 0;
  #throttle: Timer | undefined;
  #throttledUntilMs = 0;
  #stopWaitingForMemory: (() => void) | undefined;

  constructor(connection: Connection, listenerName: string, serial: number, services: ConnectionServices) {
    const { local, remote } = connection;
    this.id = `${local.host}:${local.port}-${remote.host}:${remote.port}-${serial}`;
    this.listenerName = listenerName;
    this.clientHost = clientHost(remote.host);
    this.localEndpoint = { host: unmappedAddress(local.host), port: local.port };
    this.#connection = connection;
    this.#services = services;
    this.#frames = new FrameAssembler(services.readBuffer, services.memory, services.config.requestBytesMax);
    this.#outbox = new ResponseOutbox(connection, services, this, this.#outboxEmpty);
    this.#deadlines = new ConnectionDeadlines(services.config);
  }

  readBuffer(): Buffer {
    return this.#frames.readBuffer();
  }

  read(length: number): void {
    if (this.#state !== 'open') return;
    this.#activity++;
    this.#frames.received(length);
    this.#serve();
  }

  drained(): void {
    this.#outbox.drained();
  }

  closed(): void {
    this.#state = 'closed';
    this.#throttle?.cancel();
    this.#stopWaitingForMemory?.();
    this.#frames.release();
    this.#outbox.discard();
    for (const exchange of this.#exchanges.splice(0)) if (exchange.settled) exchange.release?.();
    const listeners = [...this.#closeListeners];
    this.#closeListeners.clear();
    for (const listener of listeners) this.#notify(listener);
  }

  onClose(callback: () => void): () => void {
    if (this.#state === 'closed') callback();
    else this.#closeListeners.add(callback);
    return () => this.#closeListeners.delete(callback);
  }

  /** The later end counts when it is throttled already. */
  throttle(delayMs: number): void {
    if (this.#state !== 'open') return;
    this.#throttleMs = Math.max(this.#throttleMs, delayMs);
    if (this.#exchanges.length === 0 && !this.#serving) this.#startThrottle();
  }

  /** Closes the connection if it is overdue at `now`. */
  enforceDeadlines(now: number, pressure: Pressure): void {
    if (this.#isThrottled) this.#activity++;
    const overdue = this.#deadlines.overdue(
      now,
      {
        activity: this.#activity,
        requestsTaken: this.#requestsTaken,
        heldBytes: this.#frames.heldBytes,
        announcedBytes: this.#frames.announcedBytes,
        receiving: this.#reading && !this.#waiting,
        queued: this.#waiting && !this.#isThrottled,
        bufferedBytes: this.#connection.bufferedBytes,
      },
      this.#state === 'ending' ? { ...pressure, sending: true } : pressure,
    );
    if (overdue === undefined) return;
    this.#services.log.debug({ connection: this.id, overdue }, 'Closed a connection that stands still');
    this.#connection.destroy();
  }

  /** Takes no further request, and closes when what was taken is answered. */
  finish(): void {
    if (this.#state !== 'open') return;
    this.#state = 'finishing';
    this.#stopWaitingForMemory?.();
    this.#connection.pause();
    if (!this.#serving) this.#frames.release();
    if (this.#exchanges.length === 0) this.#end();
  }

  destroy(): void {
    this.#connection.destroy();
  }

  /** Hands over every request whose turn has come. */
  #serve(): void {
    if (this.#serving || this.#state !== 'open') return;
    if (this.#services.observer.isOn) this.#noteArrival();
    this.#serving = true;
    this.#waiting = false;
    while (this.#state === 'open' && this.#takeRequest());
    this.#serving = false;
    if (this.#state !== 'open') return this.#frames.release();
    this.#frames.retain();
    this.#awaitMemory();
    this.#adjustReading();
  }

  /** False when there is no request to hand over now. */
  #takeRequest(): boolean {
    try {
      const frame = this.#frames.peek();
      if (frame === undefined) return false;
      this.#waiting = !this.#mayStart(frame);
      if (this.#waiting) return false;
      this.#frames.consume(frame);
      this.#requestsTaken++;
      const exchange = this.#services.dispatcher.dispatch(frame, this);
      if (this.#services.observer.isOn) this.#noteHandled(exchange);
      this.#start(exchange);
      return true;
    } catch (error) {
      this.#refuse(error);
      return false;
    }
  }

  #noteArrival(): void {
    this.#mark = this.#services.endOfTurn.now;
    if (!this.#waiting) this.#arrived = this.#mark;
  }

  #noteHandled(exchange: Exchange): void {
    const handled = this.#services.endOfTurn.look();
    exchange.times = new RequestTimes(this.#arrived, this.#mark, handled);
    if (exchange.settled) exchange.times.settle(handled);
    this.#mark = handled;
  }

  #noteSettled(): void {
    const { now } = this.#services.endOfTurn;
    for (const { settled, times } of this.#exchanges) if (settled) times?.settle(now);
  }

  #mayStart(frame: Buffer): boolean {
    const { config, dispatcher } = this.#services;
    if (this.#isThrottled) return false;
    if (this.#outbox.congested || this.#outbox.bytes >= config.responseBytesMax) return false;
    const last = this.#exchanges.at(-1);
    if (last === undefined) return true;
    if (last.throttleMs > 0) return false;
    if (!last.handler.pipelined || !dispatcher.isPipelined(frame)) return false;
    return this.#exchanges.length < config.unansweredRequestsMax && this.#unansweredBytes < config.unansweredBytesMax;
  }

  #start(exchange: Exchange): void {
    this.#exchanges.push(exchange);
    this.#unansweredBytes += exchange.requestBytes;
    if (exchange.settled) this.#answerSettled();
    else exchange.whenSettled(this.#settledLater);
  }

  readonly #settledLater = (exchange: Exchange): void => {
    if (this.#state === 'ending' || this.#state === 'closed') return exchange.release?.();
    if (this.#hasSettled) return;
    this.#hasSettled = true;
    this.#services.endOfTurn.add(this.#answerTurn);
  };

  /** What settles is answered when the turn ends: who settled it may not be done with its own state yet. */
  readonly #answerTurn = (): void => {
    this.#hasSettled = false;
    if (this.#state === 'ending' || this.#state === 'closed') return;
    if (this.#services.observer.isOn) this.#noteSettled();
    this.#answerSettled();
    this.#serve();
  };

  /** Queues the answers that are next in order. */
  #answerSettled(): void {
    for (let next = this.#exchanges[0]; next?.settled === true; next = this.#exchanges[0]) {
      this.#exchanges.shift();
      this.#unansweredBytes -= next.requestBytes;
      this.#activity++;
      if (next.closes) return this.#end();
      if (!this.#queue(next)) return;
      if (next.throttleMs > 0) this.#throttleMs = Math.max(this.#throttleMs, next.throttleMs);
      this.#startThrottle();
    }
    if (this.#state === 'finishing' && this.#exchanges.length === 0) this.#end();
  }

  #queue(exchange: Exchange): boolean {
    try {
      this.#outbox.add(exchange);
      return true;
    } catch (error) {
      const fields = { api: exchange.handler.name, version: exchange.version, connection: this.id, error };
      this.#services.log.error(fields, 'A response cannot be encoded; its connection is closed');
      this.#state = 'ending';
      this.#connection.destroy();
      return false;
    }
  }

  readonly #outboxEmpty = (): void => {
    this.#activity++;
    if (this.#waiting) this.#serve();
  };

  #startThrottle(): void {
    if (this.#throttleMs === 0) return;
    const { clock } = this.#services;
    const untilMs = clock.monotonic() + this.#throttleMs;
    const delayMs = this.#throttleMs;
    this.#throttleMs = 0;
    if (this.#throttle !== undefined && untilMs <= this.#throttledUntilMs) return;
    this.#throttle?.cancel();
    this.#throttledUntilMs = untilMs;
    this.#throttle = clock.after(delayMs, () => {
      this.#throttle = undefined;
      this.#serve();
    });
    this.#adjustReading();
  }

  get #isThrottled(): boolean {
    return this.#throttle !== undefined || this.#throttleMs > 0;
  }

  #refuse(error: unknown): void {
    const { log } = this.#services;
    const expected =
      error instanceof RefusedRequestError || error instanceof MalformedMessageError || error instanceof FrameSizeError;
    if (expected)
      log.debug({ connection: this.id, reason: error.message }, 'Closing a connection that sent no request');
    else log.error({ connection: this.id, error }, 'Closing a connection whose request could not be taken');
    this.finish();
  }

  /** Lets go of what was asked after this point; what was answered still leaves. */
  #end(): void {
    this.#state = 'ending';
    for (const exchange of this.#exchanges.splice(0)) if (exchange.settled) exchange.release?.();
    this.#outbox.flush();
    this.#connection.end();
  }

  #awaitMemory(): void {
    if (!this.#frames.starved || this.#stopWaitingForMemory !== undefined) return;
    let granted = false;
    const stop = this.#services.memory.wait(this.#frames.occupiedBytes, () => {
      granted = true;
      this.#stopWaitingForMemory = undefined;
      this.#frames.grow(true);
      this.#adjustReading();
    });
    if (!granted) this.#stopWaitingForMemory = stop;
  }

  #adjustReading(): void {
    if (this.#state !== 'open') return;
    const tooMuchWaits = this.#waiting && this.#frames.heldBytes >= this.#services.config.waitingBytesMax;
    const mayRead = this.#stopWaitingForMemory === undefined && this.#throttle === undefined;
    const reading = !tooMuchWaits && mayRead;
    if (reading === this.#reading) return;
    this.#reading = reading;
    if (reading) this.#connection.resume();
    else this.#connection.pause();
  }

  #notify(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#services.log.error({ connection: this.id, error }, 'What a closed connection left behind was not freed');
    }
  }
}
