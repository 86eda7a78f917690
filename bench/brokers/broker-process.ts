/** What the brokers have in common: a process that is awaited on its port, topics over the wire, an end. */
import type { ChildProcess } from 'node:child_process';
import { startProgram, stopProgram } from '../../tests/foreign/support/running-broker.ts';
import type { TopicShape } from '../measures/measure.ts';
import type { BenchBroker, StartOptions, TargetName, Usage } from './bench-broker.ts';
import { processUsage } from './process-usage.ts';
import type { TemporaryDirectory } from './temporary-directory.ts';
import { createTopic, deleteTopic, type TopicConfigs } from './topics.ts';

/** After this the data is thrown away anyway. */
const stopWithinMs = 5000;

export interface BrokerProgram {
  readonly name: TargetName;
  readonly version: string;
  readonly words: readonly string[];
  readonly port: number;
  /** Removed with the broker. */
  readonly directory: TemporaryDirectory;
  readonly dataDirectory: string;
  readonly startsWithinMs: number;
  readonly topicConfigs: (shape: TopicShape) => TopicConfigs;
}

/** Resolves when the port accepts connections. Rejects with the program's last words, and leaves nothing behind. */
export async function startBroker(program: BrokerProgram, { onSpawn }: StartOptions): Promise<BenchBroker> {
  const spawnedAt = performance.now();
  const { words, port, startsWithinMs } = program;
  const starting = startProgram({ words, environment: {}, port, startsWithinMs });
  onSpawn?.({ host: '127.0.0.1', port, spawnedAt });
  try {
    const { child } = await starting;
    return new BrokerProcess(program, child);
  } catch (error) {
    await program.directory.remove();
    throw error;
  }
}

class BrokerProcess implements BenchBroker {
  readonly host = '127.0.0.1';
  readonly #program: BrokerProgram;
  readonly #child: ChildProcess;

  constructor(program: BrokerProgram, child: ChildProcess) {
    this.#program = program;
    this.#child = child;
  }

  get name(): TargetName {
    return this.#program.name;
  }

  get version(): string {
    return this.#program.version;
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  get port(): number {
    return this.#program.port;
  }

  get dataDirectory(): string {
    return this.#program.dataDirectory;
  }

  usage(): Usage {
    return processUsage(this.pid);
  }

  createTopic(name: string, shape: TopicShape): Promise<void> {
    return createTopic(this, name, shape.partitions ?? 1, this.#program.topicConfigs(shape));
  }

  deleteTopic(name: string): Promise<void> {
    return deleteTopic(this, name, this.dataDirectory);
  }

  async stop(): Promise<void> {
    await stopProgram(this.#child, stopWithinMs);
    await this.#program.directory.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
