/** Topics with one partition, which the broker compresses with the codec that names them. */
import { Errors } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { produceApi } from '@moldau/protocol/messages/produce';
import { realRuntime } from '@moldau/runtime';
import { batchesOf, valuesOf } from '../conformance/support/records.ts';
import {
  batch,
  fetchPartition,
  fetchRequest,
  produceRequest,
  STRANGE_ID,
  topicData,
} from '../conformance/support/requests.ts';
import { WireClient } from '../support/wire-client.ts';

export class Client {
  readonly #wire: WireClient;

  private constructor(wire: WireClient) {
    this.#wire = wire;
  }

  static async connect(port: number): Promise<Client> {
    const { network } = await realRuntime({ logLevel: 'silent' });
    return new Client(await WireClient.connect(network, { host: '127.0.0.1', port }));
  }

  async createTopic(codec: string): Promise<string> {
    return this.createConfiguredTopic(codec, { 'compression.type': codec });
  }

  async createConfiguredTopic(name: string, settings: Readonly<Record<string, string>>): Promise<string> {
    const configs = Object.entries(settings).map(([key, value]) => ({ name: key, value }));
    const topic = { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs };
    const request = { topics: [topic], timeoutMs: 10_000, validateOnly: false };
    const { topics } = await this.#wire.request(createTopicsApi, 7, request);
    if (topics[0]?.errorCode !== Errors.NONE) throw new Error(`CreateTopics: ${JSON.stringify(topics)}`);
    return name;
  }

  async produce(topic: string, value: string): Promise<void> {
    const request = produceRequest([topicData({ name: topic, id: STRANGE_ID }, [0, batch([value])])]);
    const { responses } = await this.#wire.request(produceApi, 12, request);
    const answer = responses[0]?.partitionResponses[0];
    if (answer?.errorCode !== Errors.NONE) throw new Error(`Produce: ${JSON.stringify(responses)}`);
  }

  async fetch(topic: string): Promise<{ codecIds: number[]; values: (string | undefined)[] }> {
    const request = fetchRequest([[{ name: topic, id: STRANGE_ID }, fetchPartition(0, 0)]]);
    const { responses } = await this.#wire.request(fetchApi, 12, request);
    const answer = responses[0]?.partitions[0];
    if (answer?.errorCode !== Errors.NONE) throw new Error(`Fetch: ${answer?.errorCode}`);
    return { codecIds: batchesOf(answer).map(({ codecId }) => codecId), values: valuesOf(answer) };
  }
}
