/**
 * One end of a simulated connection. Handlers are called from events only, so never from inside a call to the
 * connection; nothing is called once the end is closed or its process dead.
 */
import type { Connection, ConnectionHandler, Endpoint } from '../../network/network.ts';
import { NetworkError } from '../../network/network.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SimulatedProcess } from '../simulated-process.ts';
import { ByteStream } from './byte-stream.ts';
import type { StreamReceiver } from './byte-stream.ts';
import type { Link } from './link.ts';

/** How long a system keeps trying to reach a host that does not answer. */
export const tcpTimeoutMs = 20_000;

export class SimulatedConnection implements Connection, StreamReceiver {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly process: SimulatedProcess;
  readonly #scheduler: Scheduler;
  #peer: SimulatedConnection | undefined;
  #outgoing: ByteStream | undefined;
  #incoming: ByteStream | undefined;
  #handler: ConnectionHandler | undefined;
  #state: 'open' | 'ending' | 'closed' = 'open';
  #paused = false;
  #drainAwaited = false;
  #breaking = false;
  #vanished = false;

  constructor(process: SimulatedProcess, local: Endpoint, remote: Endpoint) {
    this.process = process;
    this.#scheduler = process.scheduler;
    this.local = local;
    this.remote = remote;
  }

  /** Joins two ends; `there` and `back` are the links from and to this one. */
  join(peer: SimulatedConnection, there: Link, back: Link): void {
    this.#peer = peer;
    peer.#peer = this;
    this.#outgoing = peer.#incoming = this.#streamTo(peer, there);
    this.#incoming = peer.#outgoing = peer.#streamTo(this, back);
  }

  #streamTo(peer: SimulatedConnection, link: Link): ByteStream {
    const label = `${nameOf(this.local)}>${nameOf(this.remote)}`;
    return new ByteStream(label, link, this.#scheduler, peer, () => this.#systemTookAll());
  }

  /** The process has taken the connection on: from now on it is told what happens. */
  open(handlerOf: (connection: Connection) => ConnectionHandler): void {
    this.#handler = handlerOf(this);
    this.#incoming?.deliverLater();
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** The host lost power: nobody tells the peer. */
  get hasVanished(): boolean {
    return this.#vanished;
  }

  get bufferedBytes(): number {
    return this.#state === 'closed' ? 0 : (this.#outgoing?.waitingBytes ?? 0);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#incoming?.deliverLater();
  }

  write(chunks: readonly Buffer[]): void {
    if (this.#state !== 'open' || !this.process.alive) return;
    this.#outgoing?.write(chunks);
    if (this.bufferedBytes > 0) this.#drainAwaited = true;
    if (this.#peer?.isClosed) this.#breakLater();
  }

  end(): void {
    if (this.#state !== 'open' || !this.process.alive) return;
    this.#state = 'ending';
    if (this.bufferedBytes === 0) this.#close('end');
  }

  destroy(): void {
    if (this.#state === 'closed' || !this.process.alive) return;
    const unread = this.#incoming?.undelivered ?? false;
    this.#close(unread && this.#scheduler.random.chance(0.5) ? 'reset' : 'end');
  }

  get readable(): boolean {
    return this.#state !== 'closed' && !this.#paused && this.#handler !== undefined && this.process.alive;
  }

  readBuffer(): Buffer {
    return this.#handler?.readBuffer() ?? Buffer.alloc(0);
  }

  received(length: number): void {
    this.#handler?.read(length);
  }

  peerGone(how: 'end' | 'reset'): void {
    if (how === 'reset') this.fail('ECONNRESET');
    else this.#closed(undefined);
  }

  /** The network breaks the connection, at this end. */
  fail(code: string): void {
    if (this.#state === 'closed') return;
    this.#closed(new NetworkError(code, `${code} ${nameOf(this.local)}>${nameOf(this.remote)}`));
  }

  /** The process is gone: nothing is called here any more, and the peer is told, unless the whole host is gone. */
  abandon(vanished: boolean): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#vanished = vanished;
    if (!vanished) this.#outgoing?.end(this.#scheduler.random.chance(0.5) ? 'end' : 'reset');
  }

  #close(how: 'end' | 'reset'): void {
    this.#state = 'closed';
    this.#outgoing?.end(how);
    this.process.schedule(0, 'closed', () => this.#handler?.closed());
  }

  #closed(error: NetworkError | undefined): void {
    this.#state = 'closed';
    this.#outgoing?.end('reset');
    this.#handler?.closed(error);
  }

  /** TCP finds out by writing that the other end is no more. */
  #breakLater(): void {
    if (this.#breaking) return;
    this.#breaking = true;
    const silent = this.#peer?.hasVanished ?? false;
    const delayMs = silent ? tcpTimeoutMs : this.#scheduler.random.between(0.1, 5);
    this.process.schedule(delayMs, 'broken', () => this.fail(silent ? 'ETIMEDOUT' : 'ECONNRESET'));
  }

  #systemTookAll(): void {
    if (this.#state === 'ending') {
      this.#close('end');
    } else if (this.#drainAwaited) {
      this.#drainAwaited = false;
      this.process.schedule(0, 'drained', () => {
        if (this.#state === 'open' && this.bufferedBytes === 0) this.#handler?.drained();
      });
    }
  }
}

function nameOf({ host, port }: Endpoint): string {
  return `${host}:${port}`;
}
