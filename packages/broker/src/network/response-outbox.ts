/**
 * The responses of one connection that are encoded and have not left. They go to the network once an event-loop turn;
 * memory lent to a response (the writer's, and records by reference) goes back when the network has taken all, or
 * when the connection is gone.
 */
import type { Writer } from '@moldau/protocol';
import type { Connection } from '@moldau/runtime';
import type { EndOfTurn } from './end-of-turn.ts';
import type { Exchange } from './exchange.ts';
import { later, type ObservedConnection, type RequestObserver, type RequestTimes } from './request-observer.ts';
import { encodeResponse, type WriterPool } from './response-encoder.ts';

/** Response bytes that have not left, over all connections. */
export interface OutgoingTotal {
  bytes: number;
}

export interface OutboxServices {
  readonly writers: WriterPool;
  readonly endOfTurn: EndOfTurn;
  readonly outgoing: OutgoingTotal;
  readonly observer: RequestObserver;
}

export class ResponseOutbox {
  readonly #connection: Connection;
  readonly #services: OutboxServices;
  readonly #onEmpty: () => void;
  readonly #from: ObservedConnection;
  #writer: Writer | undefined;
  /** Handed to the network, which has not taken all of it. */
  #leaving: Writer[] = [];
  #releases: (() => void)[] = [];
  /** Encoded, and observed until they have left: a list linked by `times.next`, which costs no memory of its own. */
  #firstObserved: Exchange | undefined;
  #lastTimes: RequestTimes | undefined;
  #bytes = 0;
  #discarded = false;

  /** `onEmpty` is called after a flush or a drain that left nothing behind. */
  constructor(connection: Connection, services: OutboxServices, from: ObservedConnection, onEmpty: () => void) {
    this.#connection = connection;
    this.#services = services;
    this.#from = from;
    this.#onEmpty = onEmpty;
  }

  /** Bytes encoded that have not left. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The network took less than it was given: the client reads more slowly than it asks. */
  get congested(): boolean {
    return this.#leaving.length > 0;
  }

  /** Queues the answer of a settled exchange, if it has one. Throws what its codec throws; then nothing of this turn leaves any more. */
  add(exchange: Exchange): void {
    const { handler, version, correlationId, response, release } = exchange;
    if (response === undefined) return this.#observe(exchange, 0);
    if (release !== undefined) this.#releases.push(release);
    if (this.#writer === undefined) {
      this.#writer = this.#services.writers.borrow();
      this.#services.endOfTurn.add(this.#flushNow);
    }
    const writer = this.#writer;
    const before = writer.size;
    this.#writer = undefined;
    encodeResponse(writer, handler, version, correlationId, response);
    this.#writer = writer;
    this.#count(writer.size - before);
    this.#observe(exchange, writer.size - before);
  }

  #observe(exchange: Exchange, responseBytes: number): void {
    const { times } = exchange;
    if (times === undefined) return;
    const { endOfTurn, observer } = this.#services;
    exchange.responseBytes = responseBytes;
    times.answered = later(times.settled, endOfTurn.now);
    times.sent = times.answered;
    if (responseBytes === 0) return observer.completed(exchange, times, this.#from);
    if (this.#lastTimes === undefined) this.#firstObserved = exchange;
    else this.#lastTimes.next = exchange;
    this.#lastTimes = times;
  }

  readonly #flushNow = (): void => this.flush();

  flush(): void {
    const writer = this.#writer;
    if (writer === undefined || this.#discarded) return;
    this.#writer = undefined;
    this.#leaving.push(writer);
    this.#connection.write(writer.finish());
    this.drained();
  }

  /** To be called whenever the network may have taken everything. */
  drained(): void {
    if (this.#connection.bufferedBytes > 0 || this.#discarded) return;
    this.#returnMemory();
    this.#onEmpty();
  }

  /** The connection is gone: nothing more leaves. */
  discard(): void {
    this.#discarded = true;
    if (this.#writer !== undefined) this.#leaving.push(this.#writer);
    this.#writer = undefined;
    this.#returnMemory();
  }

  #returnMemory(): void {
    const { writers } = this.#services;
    const leaving = this.#leaving;
    const releases = this.#releases;
    if (this.#firstObserved !== undefined && this.#writer === undefined) this.#completeObserved(this.#firstObserved);
    if (leaving.length > 0) this.#leaving = [];
    for (const writer of leaving) writers.giveBack(writer);
    this.#count((this.#writer?.size ?? 0) - this.#bytes);
    if (releases.length === 0 || this.#writer !== undefined) return;
    this.#releases = [];
    for (const release of releases) release();
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#services.outgoing.bytes += bytes;
  }

  #completeObserved(first: Exchange): void {
    const { endOfTurn, observer } = this.#services;
    const { now } = endOfTurn;
    this.#firstObserved = undefined;
    this.#lastTimes = undefined;
    for (let exchange: Exchange | undefined = first; exchange !== undefined; ) {
      const times: RequestTimes | undefined = exchange.times;
      if (times === undefined) return;
      times.sent = later(times.answered, now);
      observer.completed(exchange, times, this.#from);
      exchange = times.next;
    }
  }
}
