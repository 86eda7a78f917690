/**
 * What a case plays with: connections to the broker, names that no other case uses, and the answers so far.
 * `ask` keeps an answer for the comparison, `quietly` does not.
 */

import { type ApiDescriptor, Errors } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import type { Endpoint, Network } from '@moldau/runtime';
import { DisconnectedError, requestFrame, WireClient } from '../../support/wire-client.ts';
import { eventually } from '../support/eventually.ts';
import { type Json, Normaliser } from './normalise.ts';

export interface Broker {
  readonly network: Network;
  readonly endpoint: Endpoint;
}

export interface Topic {
  readonly name: string;
  readonly id: string;
}

const patienceMs = 8000;

export class Session {
  readonly answers: Record<string, Json> = {};
  readonly #broker: Broker;
  readonly #run: string;
  readonly #normaliser: Normaliser;
  readonly #clients = new Map<string, WireClient>();

  constructor(broker: Broker, run: string, now: number) {
    this.#broker = broker;
    this.#run = run;
    this.#normaliser = new Normaliser(run, now);
  }

  /** A name that only this session uses; the answers show it without its suffix. */
  name(base: string): string {
    return `${base}-${this.#run}`;
  }

  /** Sends a request, keeps its answer (or that the connection was closed), and returns it. */
  async ask<Req, Res>(
    label: string,
    api: ApiDescriptor<Req, Res>,
    version: number,
    body: Req,
    connection = 'first',
  ): Promise<Res> {
    try {
      const answer = await this.quietly(api, version, body, connection);
      this.#keep(label, this.#normaliser.of(answer));
      return answer;
    } catch (error) {
      if (!(error instanceof DisconnectedError || error instanceof NoAnswer)) throw error;
      this.#clients.delete(connection);
      this.#keep(label, error instanceof NoAnswer ? 'no answer' : 'closed');
      throw new Ended(label);
    }
  }

  /** Sends a request that prepares something. A body that the version cannot carry throws before anything is sent. */
  async quietly<Req, Res>(
    api: ApiDescriptor<Req, Res>,
    version: number,
    body: Req,
    connection = 'first',
  ): Promise<Res> {
    requestFrame(api, version, body, 0);
    const client = await this.#client(connection);
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new NoAnswer()), patienceMs);
    return Promise.race([client.request(api, version, body), late]).finally(() => clearTimeout(timer));
  }

  /** Keeps what a case worked out itself. */
  note(label: string, value: unknown): void {
    this.#keep(label, this.#normaliser.of(value));
  }

  /** Creates a topic that is ready to be written to. */
  async topic(base: string, partitions = 1, configs: Readonly<Record<string, string>> = {}): Promise<Topic> {
    const name = this.name(base);
    const settings = Object.entries({ 'retention.ms': '-1', ...configs }).map(([key, value]) => ({ name: key, value }));
    const wanted = { name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: settings };
    const { topics } = await this.quietly(createTopicsApi, 7, {
      topics: [wanted],
      timeoutMs: 10_000,
      validateOnly: false,
    });
    if (topics[0]?.errorCode !== Errors.NONE) throw new Error(`creating ${name}: ${JSON.stringify(topics)}`);
    await this.ready(name, partitions);
    return { name, id: topics[0].topicId };
  }

  /** Waits until metadata shows a leader for each of so many partitions, and the broker knows that it is. */
  async ready(name: string, partitions: number): Promise<void> {
    const body = {
      topics: [{ topicId: 'AAAAAAAAAAAAAAAAAAAAAA', name }],
      allowAutoTopicCreation: false,
      includeClusterAuthorizedOperations: false,
      includeTopicAuthorizedOperations: false,
    };
    const led = async () => {
      const { topics } = await this.quietly(metadataApi, 12, body);
      return topics[0]?.partitions.filter(({ leaderId }) => leaderId >= 0).length ?? 0;
    };
    await eventually(`${name} with ${partitions} partitions`, led, (count) => count === partitions);
    await eventually(
      `a broker that leads ${name}`,
      () => this.#errorOf(name, partitions),
      (error) => error === Errors.NONE,
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }

  /** An error that a partition still answers with; Kafka's metadata may be ahead of its partitions. */
  async #errorOf(name: string, partitions: number): Promise<number> {
    const asked = Array.from({ length: partitions }, (_, partitionIndex) => ({
      partitionIndex,
      currentLeaderEpoch: -1,
      timestamp: -1,
    }));
    const body = { replicaId: -1, isolationLevel: 0, topics: [{ name, partitions: asked }], timeoutMs: 5000 };
    const { topics } = await this.quietly(listOffsetsApi, 4, body);
    return topics[0]?.partitions.find(({ errorCode }) => errorCode !== Errors.NONE)?.errorCode ?? Errors.NONE;
  }

  async #client(connection: string): Promise<WireClient> {
    const known = this.#clients.get(connection);
    if (known?.isOpen === true) return known;
    const client = await WireClient.connect(this.#broker.network, this.#broker.endpoint);
    this.#clients.set(connection, client);
    return client;
  }

  #keep(label: string, answer: Json): void {
    if (label in this.answers) throw new Error(`two answers named ${label}`);
    this.answers[label] = answer;
  }
}

/** The broker neither answered nor closed the connection. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** A step had no answer, so the case cannot go on; what it has so far counts. */
export class Ended extends Error {
  override readonly name = 'Ended';
}
