/** For tests: a server connection whose network and time do what the test says, and requests to send to it. */
import { type ApiDescriptor, encodeRequestHeader, Writer } from '@moldau/protocol';
import { type FetchResponse, fetchApi } from '@moldau/protocol/messages/fetch';
import { type HeartbeatRequest, type HeartbeatResponse, heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { type ProduceRequest, type ProduceResponse, produceApi } from '@moldau/protocol/messages/produce';
import type { Clock, Connection, LogFields, Logger, Timer } from '@moldau/runtime';
import {
  Answer,
  type HandlerOptions,
  type Outcome,
  type RegisteredHandler,
  registerHandler,
} from '../../handlers/handler.ts';
import { type AroundRequests, Dispatcher } from '../dispatcher.ts';
import { EndOfTurn } from '../end-of-turn.ts';
import { ReceiveMemory } from '../receive-memory.ts';
import { nobodyObserves } from '../request-observer.ts';
import { WriterPool } from '../response-encoder.ts';
import { ServerConnection } from '../server-connection.ts';
import { defaultSocketServerConfig, type SocketServerConfig } from '../socket-server-config.ts';

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  #time = 0;
  #timers: { at: number; callback: () => void }[] = [];
  #turn: (() => void)[] = [];

  now = (): number => this.#time;
  monotonic = (): number => this.#time;

  after(delayMs: number, callback: () => void): Timer {
    const timer = { at: this.#time + delayMs, callback };
    this.#timers.push(timer);
    return { cancel: () => (this.#timers = this.#timers.filter((other) => other !== timer)) };
  }

  endOfTurn(callback: () => void): void {
    this.#turn.push(callback);
  }

  /** Lets settled promises and the end of the turn happen. */
  async turn(): Promise<void> {
    for (let round = 0; round < 5; round++) await Promise.resolve();
    for (const callback of this.#turn.splice(0)) callback();
    for (let round = 0; round < 5; round++) await Promise.resolve();
  }

  advance(ms: number): void {
    this.#time += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#time);
    this.#timers = this.#timers.filter(({ at }) => at > this.#time);
    for (const { callback } of due) callback();
  }
}

/** A network that takes what it is given at once, unless it is `stuck`. */
export class FakeConnection implements Connection {
  readonly local = { host: '::ffff:127.0.0.1', port: 9092 };
  readonly remote = { host: '::ffff:10.0.0.9', port: 4242 };
  readonly writes: Buffer[] = [];
  bufferedBytes = 0;
  stuck = false;
  paused = false;
  ended = false;
  destroyed = false;

  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
  write(chunks: readonly Buffer[]): void {
    this.writes.push(Buffer.concat(chunks));
    if (this.stuck) this.bufferedBytes += Buffer.concat(chunks).length;
  }
  end(): void {
    this.ended = true;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

export class Recorder implements Logger {
  readonly errors: LogFields[] = [];
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(fields: LogFields): void {
    this.errors.push(fields);
  }
  child(): Logger {
    return this;
  }
}

export interface Harness {
  readonly clock: ManualClock;
  readonly network: FakeConnection;
  readonly served: ServerConnection;
  readonly log: Recorder;
  readonly shared: Buffer;
  readonly memory: ReceiveMemory;
  /** Hands bytes over as the network would. */
  readonly receive: (...frames: readonly Buffer[]) => void;
  /** Correlation ids of all responses written so far. */
  readonly answered: () => number[];
}

export function serve(
  handlers: readonly RegisteredHandler[],
  config: Partial<SocketServerConfig> = {},
  around: AroundRequests = {},
): Harness {
  const clock = new ManualClock();
  const log = new Recorder();
  const network = new FakeConnection();
  const full = { ...defaultSocketServerConfig, ...config };
  const shared = Buffer.alloc(full.readBufferBytes);
  const memory = new ReceiveMemory(full.receiveBytesMax);
  const served = new ServerConnection(network, 'PLAINTEXT', 7, {
    config: full,
    clock,
    log,
    dispatcher: new Dispatcher(handlers, log, around),
    memory,
    readBuffer: shared,
    writers: new WriterPool(),
    endOfTurn: new EndOfTurn(clock),
    outgoing: { bytes: 0 },
    observer: around.observer ?? nobodyObserves,
  });
  const receive = (...frames: readonly Buffer[]): void => {
    const bytes = Buffer.concat(frames);
    for (let at = 0; at < bytes.length; ) {
      const length = bytes.copy(served.readBuffer(), 0, at);
      at += length;
      served.read(length);
    }
  };
  const answered = (): number[] => responses(Buffer.concat(network.writes)).map((frame) => frame.readInt32BE(0));
  return { clock, network, served, log, shared, memory, receive, answered };
}

export function responses(stream: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < stream.length; at += 4 + stream.readInt32BE(at)) {
    frames.push(stream.subarray(at + 4, at + 4 + stream.readInt32BE(at)));
  }
  return frames;
}

export function request<Req>(
  api: ApiDescriptor<Req, unknown>,
  version: number,
  body: Req,
  correlationId: number,
): Buffer {
  const writer = new Writer();
  const sizeAt = writer.reserveInt32();
  encodeRequestHeader(writer, {
    requestApiKey: api.key,
    requestApiVersion: version,
    correlationId,
    clientId: 'tester',
  });
  api.encodeRequest(writer, body, version);
  writer.patchInt32(sizeAt, writer.size - 4);
  return writer.toBuffer();
}

export function heartbeat(correlationId: number, memberId = 'm'): Buffer {
  const body = { groupId: 'g', generationId: correlationId, memberId, groupInstanceId: null };
  return request(heartbeatApi, 4, body, correlationId);
}

export function produce(correlationId: number, records = Buffer.from('records'), acks = 1): Buffer {
  const partitionData = [{ index: 0, records }];
  const topicData = [{ name: 't', topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitionData }];
  return request(produceApi, 9, { transactionalId: null, acks, timeoutMs: 1_000, topicData }, correlationId);
}

export const produced: ProduceResponse = { responses: [], throttleTimeMs: 0, nodeEndpoints: [] };
export const alive: HeartbeatResponse = { throttleTimeMs: 0, errorCode: 0 };

/** Heartbeats that are answered when a test says so. The generation is the request's number. */
export function parkedHeartbeats(options: HandlerOptions<HeartbeatRequest, HeartbeatResponse> = {}) {
  const called: number[] = [];
  const parked = new Map<number, PromiseWithResolvers<Outcome<HeartbeatResponse>>>();
  const handler = registerHandler(
    heartbeatApi,
    ({ generationId }) => {
      called.push(generationId);
      const deferred = Promise.withResolvers<Outcome<HeartbeatResponse>>();
      parked.set(generationId, deferred);
      return deferred.promise;
    },
    options,
  );
  const answer = (id: number, outcome: Outcome<HeartbeatResponse> = alive): void => parked.get(id)?.resolve(outcome);
  const fail = (id: number, error: Error): void => parked.get(id)?.reject(error);
  return { handler, called, answer, fail };
}

/** Produce as the broker registers it, answered when a test says so. */
export function pipelinedProduce() {
  const called: ProduceRequest[] = [];
  const parked: PromiseWithResolvers<Outcome<ProduceResponse>>[] = [];
  const handler = registerHandler(
    produceApi,
    (body) => {
      called.push(body);
      const deferred = Promise.withResolvers<Outcome<ProduceResponse>>();
      parked.push(deferred);
      return deferred.promise;
    },
    { pipelined: true, borrowsRequest: true },
  );
  const answer = (index: number, outcome: Outcome<ProduceResponse> = produced): void => parked[index]?.resolve(outcome);
  return { handler, called, answer };
}

/** A fetch that lends `records`, and counts how often it gets them back. */
export function lendingFetch(records: Buffer) {
  let released = 0;
  const handler = registerHandler(fetchApi, async () => {
    const partition = {
      partitionIndex: 0,
      errorCode: 0,
      highWatermark: 1,
      lastStableOffset: 1,
      logStartOffset: 0,
      abortedTransactions: null,
      preferredReadReplica: -1,
      records,
    };
    const topic = { topic: 't', topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitions: [partition] };
    const response: FetchResponse = {
      throttleTimeMs: 0,
      errorCode: 0,
      sessionId: 0,
      responses: [topic],
      nodeEndpoints: [],
    };
    return new Answer(response, () => released++);
  });
  return { handler, released: () => released };
}

export function fetch(correlationId: number): Buffer {
  const body = {
    clusterId: null,
    replicaId: -1,
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: 1,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [],
    forgottenTopicsData: [],
    rackId: '',
  };
  return request(fetchApi, 4, body, correlationId);
}
