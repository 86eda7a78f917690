/** A broker process whose disks are tampered with: what it says, and what clients without any patience are answered. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { encodeRecordBatch, Errors, recordBatches, decodeRecords } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteRecordsApi } from '@moldau/protocol/messages/delete-records';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { produceApi } from '@moldau/protocol/messages/produce';
import { realRuntime } from '@moldau/runtime';
import { fetchPartition, fetchRequest, produceRequest, topicData } from '../conformance/support/requests.ts';
import { freePort } from '../foreign/support/free-port.ts';
import { accepts } from '../foreign/support/running-broker.ts';
import { WireClient } from '../support/wire-client.ts';

const main = fileURLToPath(new URL('../../packages/cli/bin/moldau.js', import.meta.url));
const startsWithinMs = 30_000;

/** Another command of `moldau`. */
export function runMoldau(words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [main, ...words], { encoding: 'utf8' });
}

export interface Start {
  readonly logDirs: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  /** Words that run the rest as their last ones, such as a shell's with a limit. */
  readonly around?: readonly string[];
}

export interface Produced {
  readonly errorCode: number;
  readonly offset: number;
}

export class FaultyBroker implements AsyncDisposable {
  /** What an operator has to act on: warnings and errors. */
  readonly complaints: string[] = [];
  readonly #child: ChildProcess;
  readonly #port: number;
  #client: WireClient | undefined;
  #rest = '';

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
    child.stdout?.on('data', (chunk: Buffer) => this.#note(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => this.#note(chunk.toString()));
  }

  static async start({ logDirs, settings = {}, around = [] }: Start): Promise<FaultyBroker> {
    const port = await freePort();
    const words = [...around, process.execPath, main, '--listeners', `PLAINTEXT://127.0.0.1:${port}`];
    const environment = { KAFKA_LOG_DIRS: logDirs.join(','), ...settings };
    const [file = '', ...rest] = words;
    const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    const broker = new FaultyBroker(child, port);
    const deadline = performance.now() + startsWithinMs;
    while (!(await accepts(port))) {
      if (child.exitCode !== null) throw new Error(`the broker ended: ${broker.complaints.join('\n')}`);
      if (performance.now() > deadline) throw new Error('the broker did not listen');
      await delay(10);
    }
    return broker;
  }

  async createTopic(name: string, partitions: number, configs: Readonly<Record<string, string>> = {}): Promise<void> {
    const wanted = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
    const { topics } = await (await this.#connection()).request(createTopicsApi, 7, {
      topics: [{ name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: wanted }],
      timeoutMs: 10_000,
      validateOnly: false,
    });
    if (topics[0]?.errorCode !== Errors.NONE) throw new Error(`creating ${name}: ${JSON.stringify(topics)}`);
  }

  /** One record, acknowledged by all. */
  async produce(topic: string, partition: number, value: string): Promise<Produced> {
    const records = encodeRecordBatch({ records: [{ timestamp: Date.now(), key: null, value: Buffer.from(value) }] });
    const data = topicData({ name: topic, id: '' }, [partition, records]);
    const { responses } = await (await this.#connection()).request(produceApi, 9, produceRequest([data]));
    const answer = responses[0]?.partitionResponses[0];
    return { errorCode: answer?.errorCode ?? -1, offset: answer?.baseOffset ?? -1 };
  }

  /** The error of a fetch, or its records by offset. */
  async fetch(topic: string, partition: number, offset: number): Promise<number | Map<number, string>> {
    const request = fetchRequest([[{ name: topic, id: '' }, fetchPartition(partition, offset)]]);
    const { responses } = await (await this.#connection()).request(fetchApi, 12, request);
    const answer = responses[0]?.partitions[0];
    if (answer === undefined || answer.errorCode !== Errors.NONE) return answer?.errorCode ?? -1;
    const { records } = answer;
    const bytes = records === null ? Buffer.alloc(0) : Buffer.isBuffer(records) ? records : Buffer.concat(records);
    const found = [...recordBatches(bytes)].flatMap((batch) => [...decodeRecords(batch)]);
    return new Map(found.map((record) => [record.offset, record.value?.toString() ?? '']));
  }

  /** Everything from `offset` on, or the error that came instead of the rest. */
  async fetchAll(
    topic: string,
    partition: number,
    offset = 0,
  ): Promise<{ records: Map<number, string>; error: number }> {
    const records = new Map<number, string>();
    for (let next = offset; ; ) {
      const found = await this.fetch(topic, partition, next);
      if (typeof found === 'number') return { records, error: found };
      if (found.size === 0) return { records, error: Errors.NONE };
      for (const [at, value] of found) records.set(at, value);
      next = Math.max(...found.keys()) + 1;
    }
  }

  async deleteRecords(topic: string, partition: number, offset: number): Promise<number> {
    const partitions = [{ partitionIndex: partition, offset }];
    const { topics } = await (await this.#connection()).request(deleteRecordsApi, 2, {
      topics: [{ name: topic, partitions }],
      timeoutMs: 10_000,
    });
    return topics[0]?.partitions[0]?.errorCode ?? -1;
  }

  /** SIGTERM by default. Returns the exit code, -1 of a process that was killed. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number> {
    await this.#client?.close();
    this.#client = undefined;
    const child = this.#child;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode ?? -1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL');
  }

  async #connection(): Promise<WireClient> {
    if (this.#client?.isOpen === true) return this.#client;
    const { network } = await realRuntime({ logLevel: 'error' });
    this.#client = await WireClient.connect(network, { host: '127.0.0.1', port: this.#port });
    return this.#client;
  }

  #note(text: string): void {
    if (process.env['BROKER_LOG'] !== undefined) process.stderr.write(text);
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') this.#noteLine(line);
  }

  #noteLine(line: string): void {
    if (!line.startsWith('{')) return void this.complaints.push(line);
    const { level, msg }: { level?: unknown; msg?: unknown } = JSON.parse(line);
    if (level === 'warn' || level === 'error' || level === 'fatal') this.complaints.push(`${level}: ${String(msg)}`);
  }
}
