/** A whole broker with its metrics on a free port, a wall clock that a test sets, and a disk that it can break. */
import { Errors } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { produceApi } from '@moldau/protocol/messages/produce';
import type { Clock, Disk, DiskFile, Runtime, Timer } from '@moldau/runtime';
import { DiskError, realRuntime } from '@moldau/runtime';
import { produceRequest, type Topic, topicData } from '../conformance/support/requests.ts';
import { startTestBroker, type TestBroker } from '../support/test-broker.ts';
import type { WireClient } from '../support/wire-client.ts';
import { type Exposition, parseExposition } from './exposition.ts';

export interface ObservedBroker extends AsyncDisposable {
  readonly test: TestBroker;
  readonly client: WireClient;
  readonly clock: SettableClock;
  readonly disk: BreakableDisk;
  scrape(): Promise<Exposition>;
  /** Status and parsed body. */
  get(path: string): Promise<{ readonly status: number; readonly body: unknown }>;
  createTopic(name: string, partitions?: number): Promise<Topic>;
  produce(topic: Topic, batch: Buffer | null, partition?: number): Promise<number>;
  /** As a client that uses the group only to store offsets. */
  commit(group: string, topic: string, partition: number, offset: number): Promise<void>;
}

export async function startObservedBroker(settings: Readonly<Record<string, string>> = {}): Promise<ObservedBroker> {
  const real = await realRuntime({ logLevel: 'silent' });
  const clock = new SettableClock(real.clock);
  const disk = new BreakableDisk(real.disk);
  const runtime: Runtime = { ...real, clock, disk: disk.disk };
  const test = await startTestBroker({ 'metrics.listener': '127.0.0.1:0', ...settings }, runtime);
  const client = await test.connect();
  const url = (path: string): string => `http://127.0.0.1:${test.broker.operations?.port}${path}`;
  return {
    test,
    client,
    clock,
    disk,
    scrape: async () => parseExposition(await (await fetch(url('/metrics'))).text()),
    async get(path) {
      const response = await fetch(url(path));
      return { status: response.status, body: await response.json() };
    },
    async createTopic(name, partitions = 1) {
      const { topics } = await client.request(createTopicsApi, 7, {
        topics: [{ name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: [] }],
        timeoutMs: 10_000,
        validateOnly: false,
      });
      return { name, id: topics[0]?.topicId ?? '' };
    },
    async produce(topic, batch, partition = 0) {
      const request = produceRequest([topicData(topic, [partition, batch])]);
      const { responses } = await client.request(produceApi, 12, request);
      return responses[0]?.partitionResponses[0]?.errorCode ?? -1;
    },
    commit: (group, topic, partition, offset) => commit(client, group, topic, partition, offset),
    [Symbol.asyncDispose]: () => test.close(),
  };
}

async function commit(client: WireClient, groupId: string, name: string, partition: number, offset: number) {
  await client.request(findCoordinatorApi, 4, { key: '', keyType: 0, coordinatorKeys: [groupId] });
  let errorCode: number;
  do {
    const { topics } = await client.request(offsetCommitApi, 8, {
      groupId,
      generationIdOrMemberEpoch: -1,
      memberId: '',
      groupInstanceId: null,
      retentionTimeMs: -1,
      topics: [
        {
          name,
          topicId: 'AAAAAAAAAAAAAAAAAAAAAA',
          partitions: [
            {
              partitionIndex: partition,
              committedOffset: BigInt(offset),
              committedLeaderEpoch: -1,
              committedMetadata: null,
            },
          ],
        },
      ],
    });
    errorCode = topics[0]?.partitions[0]?.errorCode ?? Errors.UNKNOWN_SERVER_ERROR;
  } while (errorCode === Errors.COORDINATOR_LOAD_IN_PROGRESS || errorCode === Errors.NOT_COORDINATOR);
  if (errorCode !== Errors.NONE) throw new Error(`committing failed with ${errorCode}`);
}

/** Real but for the wall clock, which stands still. */
export class SettableClock implements Clock {
  readonly #real: Clock;
  nowMs = Date.UTC(2026, 10, 22, 12);

  constructor(real: Clock) {
    this.#real = real;
  }

  now(): number {
    return this.nowMs;
  }

  monotonic(): number {
    return this.#real.monotonic();
  }

  after(delayMs: number, callback: () => void): Timer {
    return this.#real.after(delayMs, callback);
  }

  endOfTurn(callback: () => void): void {
    this.#real.endOfTurn(callback);
  }
}

/** Real until a path is broken: from then on nothing can be written below it. */
export class BreakableDisk {
  broken: string | undefined;
  readonly disk: Disk;

  constructor(real: Disk) {
    this.disk = { ...real, open: (path, mode) => this.#breakable(real.open(path, mode)) };
  }

  #breakable(file: DiskFile): DiskFile {
    const check = (): void => {
      if (this.broken !== undefined && file.path.startsWith(this.broken))
        throw new DiskError('EIO', 'write', file.path);
    };
    return new Proxy(file, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (name === 'write' || name === 'writeAsync' || name === 'sync' || name === 'syncNow') check();
          return Reflect.apply(value, target, args);
        };
      },
    });
  }
}
