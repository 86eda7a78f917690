/**
 * The broker that a conformance file talks to: Moldau inside the test's process, or the one at `CONFORMANCE_ADDRESS`
 * (`host:port`). Every test uses topics of its own, so that they can share it and run against a broker that is in use.
 */
import { randomUUID } from 'node:crypto';
import { after, before } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Errors } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { type FetchRequest, type FetchResponse, fetchApi, type PartitionData } from '@moldau/protocol/messages/fetch';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { type InitProducerIdResponse, initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { type PartitionProduceResponse, produceApi } from '@moldau/protocol/messages/produce';
import type { Endpoint, Network } from '@moldau/runtime';
import { realRuntime } from '@moldau/runtime';
import { startTestBroker } from '../../support/test-broker.ts';
import { WireClient } from '../../support/wire-client.ts';
import {
  type FetchedTopic,
  fetchPartition,
  fetchRequest,
  initProducerIdRequest,
  listOffsetsRequest,
  metadataRequest,
  produceRequest,
  type Topic,
  topicData,
} from './requests.ts';

const ADDRESS = process.env['CONFORMANCE_ADDRESS'];
/** Another broker answers a change of configs before it obeys them. */
const CONFIG_CHANGE_MS = 500;

/** Whether it is not Moldau in this process, and so cannot be restarted or given settings. */
export const isElsewhere = ADDRESS !== undefined;

/** A broker for all tests of a file. */
export function brokerUnderTest(): BrokerUnderTest {
  const broker = new BrokerUnderTest();
  before(() => broker.start());
  after(() => broker.close());
  return broker;
}

interface Place {
  readonly network: Network;
  readonly endpoint: Endpoint;
  close(): Promise<void>;
}

export class BrokerUnderTest {
  #place: Place | undefined;
  #client: WireClient | undefined;
  readonly #clients: WireClient[] = [];

  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#place = ADDRESS === undefined ? await inProcess(settings) : await elsewhere(ADDRESS);
    this.#client = await this.connect();
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.close()));
    await this.stop();
  }

  /** Stops the broker while its clients are connected. */
  async stop(): Promise<void> {
    await this.#place?.close();
    this.#place = undefined;
  }

  get endpoint(): Endpoint {
    if (this.#place === undefined) throw new Error('the broker has not been started');
    return this.#place.endpoint;
  }

  /** The connection that tests share who do not need their own. */
  get client(): WireClient {
    if (this.#client === undefined) throw new Error('the broker has not been started');
    return this.#client;
  }

  async connect(): Promise<WireClient> {
    if (this.#place === undefined) throw new Error('the broker has not been started');
    const client = await WireClient.connect(this.#place.network, this.#place.endpoint);
    this.#clients.push(client);
    return client;
  }

  /** A new topic, ready to be written to and read. */
  async topic(partitions = 1, configs: Readonly<Record<string, string>> = {}): Promise<Topic> {
    return this.createTopic(topicName(), partitions, configs);
  }

  async createTopic(name: string, partitions = 1, configs: Readonly<Record<string, string>> = {}): Promise<Topic> {
    const wanted = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
    const { topics } = await this.client.request(createTopicsApi, 7, {
      topics: [{ name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: wanted }],
      timeoutMs: 10_000,
      validateOnly: false,
    });
    const [created] = topics;
    if (created?.errorCode !== Errors.NONE) throw new Error(`creating ${name}: ${JSON.stringify(created)}`);
    const topic = { name, id: created.topicId };
    await this.#ready(topic, partitions);
    return topic;
  }

  async deleteTopic(topic: Topic): Promise<void> {
    const { responses } = await this.client.request(deleteTopicsApi, 6, {
      topics: [{ name: topic.name, topicId: 'AAAAAAAAAAAAAAAAAAAAAA' }],
      topicNames: [],
      timeoutMs: 10_000,
    });
    if (responses[0]?.errorCode !== Errors.NONE) throw new Error(`deleting: ${JSON.stringify(responses)}`);
  }

  /** Sets a topic config; from the return on the broker obeys it. */
  async configure(topic: Topic, name: string, value: string): Promise<void> {
    const { responses } = await this.client.request(incrementalAlterConfigsApi, 1, {
      resources: [{ resourceType: 2, resourceName: topic.name, configs: [{ name, configOperation: 0, value }] }],
      validateOnly: false,
    });
    if (responses[0]?.errorCode !== Errors.NONE) throw new Error(`configuring: ${JSON.stringify(responses)}`);
    if (isElsewhere) await delay(CONFIG_CHANGE_MS);
  }

  /** Sends one batch; the partition's answer. */
  async produce(
    topic: Topic,
    records: Buffer | null,
    { partition = 0, version = 12, acks = -1, client = this.client }: ProduceOptions = {},
  ): Promise<PartitionProduceResponse> {
    const request = produceRequest([topicData(topic, [partition, records])], { acks });
    const { responses } = await client.request(produceApi, version, request);
    const answer = responses[0]?.partitionResponses[0];
    if (answer === undefined) throw new Error('Produce answered no partition');
    return answer;
  }

  /** Sends one batch that is taken; its base offset. */
  async append(topic: Topic, records: Buffer, options: ProduceOptions = {}): Promise<number> {
    const { errorCode, baseOffset, errorMessage } = await this.produce(topic, records, options);
    if (errorCode !== Errors.NONE) throw new Error(`Produce failed with ${errorCode} ${errorMessage}`);
    return baseOffset;
  }

  fetch(topics: readonly FetchedTopic[], rest: Partial<FetchRequest> & FetchOptions = {}): Promise<FetchResponse> {
    const { version = 12, client = this.client, ...fields } = rest;
    return client.request(fetchApi, version, fetchRequest(topics, fields));
  }

  /** Fetches from one partition; its answer. */
  async fetchOne(
    topic: Topic,
    offset: number,
    rest: Partial<FetchRequest> & FetchOptions & { readonly partition?: number } = {},
  ): Promise<PartitionData> {
    const { partition = 0, ...options } = rest;
    const { responses } = await this.fetch([[topic, fetchPartition(partition, offset)]], options);
    const answer = responses[0]?.partitions[0];
    if (answer === undefined) throw new Error('Fetch answered no partition');
    return answer;
  }

  /** Log start with -2, log end with -1. */
  async offset(topic: Topic, timestamp: -1 | -2, partition = 0): Promise<number> {
    const request = listOffsetsRequest(topic, [{ partitionIndex: partition, timestamp }]);
    const { topics } = await this.client.request(listOffsetsApi, 8, request);
    const answer = topics[0]?.partitions[0];
    if (answer?.errorCode !== Errors.NONE) throw new Error(`ListOffsets: ${JSON.stringify(answer)}`);
    return answer.offset;
  }

  /** A producer id with epoch 0; a broker that has just started may take a moment to have one. */
  async producerId(): Promise<number> {
    let answer: InitProducerIdResponse;
    do answer = await this.client.request(initProducerIdApi, 4, initProducerIdRequest());
    while (answer.errorCode === Errors.COORDINATOR_LOAD_IN_PROGRESS);
    if (answer.errorCode !== Errors.NONE) throw new Error(`InitProducerId: ${answer.errorCode}`);
    return answer.producerId;
  }

  /** A broker may tell of a topic before it opens its logs. */
  async #ready(topic: Topic, partitions: number): Promise<void> {
    const asked = Array.from({ length: partitions }, (_, partitionIndex) => ({ partitionIndex }));
    await eventually(async () => {
      const metadata = await this.client.request(metadataApi, 12, metadataRequest([topic.name]));
      if (metadata.topics[0]?.topicId !== topic.id) return false;
      const { topics } = await this.client.request(listOffsetsApi, 8, listOffsetsRequest(topic, asked));
      return topics[0]?.partitions.every(({ errorCode }) => errorCode === Errors.NONE) === true;
    });
  }
}

export interface ProduceOptions {
  readonly partition?: number;
  readonly version?: number;
  readonly acks?: number;
  readonly client?: WireClient;
}

export interface FetchOptions {
  readonly version?: number;
  readonly client?: WireClient;
}

/** Asks until the answer is true; the test's own timeout is the limit. */
export async function eventually(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await delay(5);
}

/** A name that no other test uses. */
export function topicName(): string {
  return `conformance-${randomUUID()}`;
}

/** Each version of an API. */
export function versionsOf({ minVersion, maxVersion }: { minVersion: number; maxVersion: number }): number[] {
  return Array.from({ length: maxVersion - minVersion + 1 }, (_, index) => minVersion + index);
}

async function inProcess(settings: Readonly<Record<string, string>>): Promise<Place> {
  const broker = await startTestBroker(settings);
  return { network: broker.runtime.network, endpoint: broker.endpoint, close: () => broker.close() };
}

async function elsewhere(address: string): Promise<Place> {
  const [host = '', port] = address.split(':');
  const { network } = await realRuntime({ logLevel: 'warn' });
  return { network, endpoint: { host, port: Number(port) }, close: () => Promise.resolve() };
}
