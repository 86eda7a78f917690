/** Who listens where, who is connected to whom, and the links in between. What a test does to the network, it does here. */
import type { Connection, ConnectionHandler, Endpoint } from '../../network/network.ts';
import { NetworkError } from '../../network/network.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SimulatedProcess } from '../simulated-process.ts';
import { Link } from './link.ts';
import { SimulatedConnection, tcpTimeoutMs } from './simulated-connection.ts';

export type HandlerOf = (connection: Connection) => ConnectionHandler;

interface Listening {
  readonly process: SimulatedProcess;
  readonly accept: HandlerOf;
}

/** How often a connection attempt is repeated while nobody answers. */
const synRetryMs = 1000;

export class SimulatedInternet {
  readonly #scheduler: Scheduler;
  readonly #links = new Map<string, Link>();
  readonly #listening = new Map<string, Listening>();
  readonly #connections = new Set<SimulatedConnection>();
  readonly #vanishedHosts = new Set<string>();
  #nextPort = 32_768;
  #connectionsAtLastLook = 64;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** The direction from one host to another. */
  link(from: string, to: string): Link {
    const key = `${from}>${to}`;
    let link = this.#links.get(key);
    if (link === undefined) {
      link = new Link();
      this.#links.set(key, link);
    }
    return link;
  }

  /** Cuts two hosts off from each other, or joins them again. */
  partition(one: string, other: string, clogged = true): void {
    this.#scheduler.note(`${clogged ? 'cut' : 'join'} ${one} ${other}`);
    this.link(one, other).clogged = clogged;
    this.link(other, one).clogged = clogged;
  }

  /** Breaks all connections between two hosts. */
  reset(one: string, other: string): void {
    this.#scheduler.note(`reset ${one} ${other}`);
    for (const connection of this.#connections) {
      const ends = [connection.local.host, connection.remote.host];
      if (ends.includes(one) && ends.includes(other)) this.#resetLater(connection);
    }
  }

  listen(process: SimulatedProcess, port: number, accept: HandlerOf): number {
    const free = port === 0 ? this.#nextPort++ : port;
    const key = `${process.name}:${free}`;
    if (this.#listening.has(key)) throw new NetworkError('EADDRINUSE', `${key} is in use`);
    this.#listening.set(key, { process, accept });
    return free;
  }

  unlisten(process: SimulatedProcess, port: number): void {
    const key = `${process.name}:${port}`;
    if (this.#listening.get(key)?.process === process) this.#listening.delete(key);
  }

  connect(process: SimulatedProcess, remote: Endpoint, handlerOf: HandlerOf): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const attempt = new ConnectAttempt(process, { host: process.name, port: this.#nextPort++ }, remote);
      const succeed = (connection: SimulatedConnection): void => {
        connection.open(handlerOf);
        resolve(connection);
      };
      this.#sendSyn(attempt, succeed, reject);
    });
  }

  /** A process was killed; its host's system tells the peers. */
  processDied(hostName: string): void {
    this.#leave(hostName, false);
  }

  /** A host lost power. */
  hostVanished(hostName: string): void {
    this.#vanishedHosts.add(hostName);
    this.#leave(hostName, true);
  }

  hostStarted(hostName: string): void {
    this.#vanishedHosts.delete(hostName);
  }

  #sendSyn(
    attempt: ConnectAttempt,
    succeed: (connection: SimulatedConnection) => void,
    fail: (error: NetworkError) => void,
  ): void {
    const { process, local, remote } = attempt;
    const there = this.link(local.host, remote.host);
    const back = this.link(remote.host, local.host);
    process.schedule(this.#delayMs(there), `connect ${remote.host}:${remote.port}`, () => {
      if (there.clogged || back.clogged || this.#vanishedHosts.has(remote.host)) {
        const again = (): void => this.#sendSyn(attempt, succeed, fail);
        if (this.#scheduler.time < attempt.deadline) process.schedule(synRetryMs, 'connect again', again);
        else fail(new NetworkError('ETIMEDOUT', `connect to ${remote.host}:${remote.port} timed out`));
        return;
      }
      const connection = this.#accept(attempt, there, back);
      process.schedule(this.#delayMs(back), connection ? 'connected' : 'refused', () => {
        if (connection) succeed(connection);
        else fail(new NetworkError('ECONNREFUSED', `connect to ${remote.host}:${remote.port} was refused`));
      });
    });
  }

  #accept({ process, local, remote }: ConnectAttempt, there: Link, back: Link): SimulatedConnection | undefined {
    const listening = this.#listening.get(`${remote.host}:${remote.port}`);
    if (!listening?.process.alive) return undefined;
    const client = new SimulatedConnection(process, local, remote);
    const server = new SimulatedConnection(listening.process, remote, local);
    client.join(server, there, back);
    this.#forgetClosed();
    this.#connections.add(client).add(server);
    server.open(listening.accept);
    return client;
  }

  #leave(hostName: string, vanished: boolean): void {
    for (const [key, { process }] of this.#listening) if (process.name === hostName) this.#listening.delete(key);
    for (const connection of this.#connections) {
      if (connection.local.host !== hostName) continue;
      connection.abandon(vanished);
      this.#connections.delete(connection);
    }
  }

  /** Once in a while, so that a long history of connections does not pile up. */
  #forgetClosed(): void {
    if (this.#connections.size < this.#connectionsAtLastLook * 2) return;
    for (const connection of this.#connections) if (connection.isClosed) this.#connections.delete(connection);
    this.#connectionsAtLastLook = Math.max(64, this.#connections.size);
  }

  #resetLater(connection: SimulatedConnection): void {
    connection.process.schedule(this.#scheduler.random.between(0, 1), 'reset', () => connection.fail('ECONNRESET'));
  }

  #delayMs({ delayMsMin, delayMsMax }: Link): number {
    return this.#scheduler.random.between(delayMsMin, delayMsMax);
  }
}

class ConnectAttempt {
  readonly process: SimulatedProcess;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** Virtual time after which it gives up. */
  readonly deadline: number;

  constructor(process: SimulatedProcess, local: Endpoint, remote: Endpoint) {
    this.process = process;
    this.local = local;
    this.remote = remote;
    this.deadline = process.scheduler.time + tcpTimeoutMs;
  }
}
