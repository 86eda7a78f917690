/**
 * A connection to a broker for a command that asks one thing after the other: no retries, no metadata, no pipelining.
 * Whoever opens it closes it.
 */
import {
  type ApiDescriptor,
  decodeResponseHeader,
  encodeRequestHeader,
  Reader,
  type RequestHeader,
  Writer,
} from '@moldau/protocol';
import {
  type Clock,
  type Connection,
  type ConnectionHandler,
  type Endpoint,
  type Network,
  NetworkError,
  type Timer,
} from '@moldau/runtime';

/** Begins like the software of all of Moldau's clients, so that brokers tell what only they can use. */
export const softwareName = 'moldau-cli';

/** For a connection to be made, and for each answer. */
const patienceMs = 10_000;

interface Awaited {
  readonly resolve: (frame: Buffer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: Timer;
}

export class BrokerConnection implements ConnectionHandler, Disposable {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #readBuffer = Buffer.allocUnsafe(64 * 1024);
  #received = Buffer.alloc(0);
  #awaited: Awaited | undefined;
  #correlationId = 0;
  #closed: NetworkError | undefined;

  /** Rejects with a NetworkError. */
  static async open(network: Network, clock: Clock, endpoint: Endpoint): Promise<BrokerConnection> {
    let opened: BrokerConnection | undefined;
    const connecting = network.connect(endpoint, (connection) => {
      opened = new BrokerConnection(connection, clock);
      return opened;
    });
    await inTime(connecting, clock, `connecting to ${endpoint.host}:${endpoint.port}`);
    if (opened === undefined) throw new NetworkError('ENOTCONN', 'connected without a connection');
    return opened;
  }

  private constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  /** One request at a time. Rejects with a NetworkError, or with what decoding throws. */
  async request<Req, Res>(api: ApiDescriptor<Req, Res>, version: number, body: Req): Promise<Res> {
    if (this.#closed !== undefined) throw this.#closed;
    const correlationId = ++this.#correlationId;
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const timer = this.#clock.after(patienceMs, () => reject(tooLate(`an answer to ${api.name}`)));
    this.#awaited = { resolve, reject, timer };
    const header = { requestApiKey: api.key, requestApiVersion: version, correlationId, clientId: softwareName };
    this.#connection.write([frame(header, (writer) => api.encodeRequest(writer, body, version))]);
    const reader = new Reader(await promise);
    const answered = decodeResponseHeader(reader, api.key, version);
    if (answered !== correlationId) throw new NetworkError('EPROTO', `answer ${answered} came to ${correlationId}`);
    return api.decodeResponse(reader, version);
  }

  [Symbol.dispose](): void {
    if (this.#closed === undefined) this.#connection.destroy();
  }

  readBuffer(): Buffer {
    return this.#readBuffer;
  }

  read(length: number): void {
    this.#received = Buffer.concat([this.#received, this.#readBuffer.subarray(0, length)]);
    if (this.#received.length < 4) return;
    const end = 4 + this.#received.readInt32BE(0);
    if (this.#received.length < end) return;
    this.#take()?.resolve(this.#received.subarray(4, end));
    this.#received = this.#received.subarray(end);
  }

  drained(): void {}

  closed(error?: NetworkError): void {
    this.#closed = error ?? new NetworkError('ECONNRESET', 'the broker closed the connection');
    this.#take()?.reject(this.#closed);
  }

  #take(): Awaited | undefined {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    awaited?.timer.cancel();
    return awaited;
  }
}

function frame(header: RequestHeader, writeBody: (writer: Writer) => void): Buffer {
  const writer = new Writer();
  const sizeAt = writer.reserveInt32();
  encodeRequestHeader(writer, header);
  writeBody(writer);
  writer.patchInt32(sizeAt, writer.size - 4);
  return writer.toBuffer();
}

async function inTime<Result>(promise: Promise<Result>, clock: Clock, what: string): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = clock.after(patienceMs, () => reject(tooLate(what)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.cancel();
  }
}

function tooLate(what: string): NetworkError {
  return new NetworkError('ETIMEDOUT', `${what} takes longer than ${patienceMs / 1000} s`);
}
