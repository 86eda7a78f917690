/**
 * A client for tests that speaks the protocol and nothing else: no retries, no metadata, no groups. It runs on any
 * `Network`, real or simulated, and can send what no proper client would.
 *
 * Responses are matched to requests in order; one that comes out of order fails everything that is outstanding.
 */
import {
  type ApiDescriptor,
  decodeResponseHeader,
  encodeRequestHeader,
  Reader,
  type RequestHeader,
  Writer,
} from '@moldau/protocol';
import type { Connection, ConnectionHandler, Endpoint, Network, NetworkError } from '@moldau/runtime';

const CLIENT_ID = 'wire-client';

/** The server closed the connection, or the network did. */
export class DisconnectedError extends Error {
  override readonly name = 'DisconnectedError';
}

interface Awaited {
  /** Undefined takes any response. */
  readonly correlationId: number | undefined;
  readonly resolve: (frame: Buffer) => void;
  readonly reject: (error: Error) => void;
}

export class WireClient implements ConnectionHandler {
  /** Resolves when the connection is gone, whoever closed it. */
  readonly closedByAnyone: Promise<void>;
  readonly #connection: Connection;
  readonly #awaited: Awaited[] = [];
  readonly #noteClosed: () => void;
  /** Responses that came though nothing was outstanding. */
  unasked = 0;
  /** What the requests to come say who they are from. */
  clientId: string | null = CLIENT_ID;
  #received: Buffer = Buffer.alloc(0);
  #readBuffer = Buffer.alloc(64 * 1024);
  #nextCorrelationId = 1;
  #open = true;

  /** Rejects with a NetworkError. */
  static async connect(network: Network, endpoint: Endpoint): Promise<WireClient> {
    let client: WireClient | undefined;
    await network.connect(endpoint, (connection) => {
      client = new WireClient(connection);
      return client;
    });
    if (client === undefined) throw new Error('connected without a connection');
    return client;
  }

  private constructor(connection: Connection) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#connection = connection;
    this.closedByAnyone = promise;
    this.#noteClosed = resolve;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get local(): Endpoint {
    return this.#connection.local;
  }

  /** Bytes of a response that is not complete yet. */
  get pendingBytes(): number {
    return this.#received.length;
  }

  /** Sends a request and resolves with its answer. Rejects with a DisconnectedError, or when the answer is malformed. */
  async request<Req, Res>(api: ApiDescriptor<Req, Res>, version: number, body: Req): Promise<Res> {
    const correlationId = this.#nextCorrelationId++;
    const frame = requestFrame(api, version, body, correlationId, this.clientId);
    const answer = this.#await(correlationId);
    this.sendRaw(frame);
    return decodeResponseFrame(api, version, await answer);
  }

  /** Sends a request that is not answered, such as Produce with acks=0. */
  send<Req>(api: ApiDescriptor<Req, unknown>, version: number, body: Req): void {
    this.sendRaw(requestFrame(api, version, body, this.#nextCorrelationId++, this.clientId));
  }

  /** Sends bytes as they are. */
  sendRaw(...chunks: readonly Buffer[]): void {
    if (this.#open) this.#connection.write(chunks);
  }

  /** The next response, without its size, whatever it answers. Rejects with a DisconnectedError. */
  nextFrame(): Promise<Buffer> {
    return this.#await(undefined);
  }

  /** Stops reading, as a client that does not care. */
  pause(): void {
    this.#connection.pause();
  }

  resume(): void {
    this.#connection.resume();
  }

  /** Closes the connection and resolves when it is gone. */
  async close(): Promise<void> {
    if (this.#open) this.#connection.destroy();
    await this.closedByAnyone;
  }

  readBuffer(): Buffer {
    return this.#readBuffer;
  }

  read(length: number): void {
    this.#received = Buffer.concat([this.#received, this.#readBuffer.subarray(0, length)]);
    while (this.#received.length >= 4) {
      const end = 4 + this.#received.readInt32BE(0);
      if (this.#received.length < end) return;
      this.#deliver(this.#received.subarray(4, end));
      this.#received = this.#received.subarray(end);
    }
  }

  drained(): void {}

  closed(error?: NetworkError): void {
    this.#open = false;
    this.#failAll(new DisconnectedError('the connection was closed', { cause: error }));
    this.#noteClosed();
  }

  #await(correlationId: number | undefined): Promise<Buffer> {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    if (this.#open) this.#awaited.push({ correlationId, resolve, reject });
    else reject(new DisconnectedError('the connection is closed'));
    return promise;
  }

  #deliver(frame: Buffer): void {
    const next = this.#awaited.shift();
    if (next === undefined) {
      this.unasked++;
      return;
    }
    const correlationId = frame.readInt32BE(0);
    if (next.correlationId === undefined || next.correlationId === correlationId) return next.resolve(frame);
    const error = new Error(`response ${correlationId} came where ${next.correlationId} was due`);
    next.reject(error);
    this.#failAll(error);
  }

  #failAll(error: Error): void {
    for (const awaited of this.#awaited.splice(0)) awaited.reject(error);
  }
}

/** A whole request as it goes on the wire. */
export function requestFrame<Req>(
  api: ApiDescriptor<Req, unknown>,
  version: number,
  body: Req,
  correlationId: number,
  clientId: string | null = CLIENT_ID,
): Buffer {
  return frame({ requestApiKey: api.key, requestApiVersion: version, correlationId, clientId }, (writer) =>
    api.encodeRequest(writer, body, version),
  );
}

/** A frame with a proper header for an API that exists, and whatever is to follow it. */
export function frameWithBody(apiKey: number, version: number, correlationId: number, body: Buffer): Buffer {
  const header = { requestApiKey: apiKey, requestApiVersion: version, correlationId, clientId: CLIENT_ID };
  const empty = frame(header, () => {});
  empty.writeInt32BE(empty.length - 4 + body.length);
  return Buffer.concat([empty, body]);
}

/** Throws MalformedMessageError, and an Error when bytes are left over. */
export function decodeResponseFrame<Req, Res>(api: ApiDescriptor<Req, Res>, version: number, response: Buffer): Res {
  const reader = new Reader(response);
  decodeResponseHeader(reader, api.key, version);
  const decoded = api.decodeResponse(reader, version);
  if (reader.remaining > 0) throw new Error(`${reader.remaining} bytes follow the ${api.name} response`);
  return decoded;
}

function frame(header: RequestHeader, writeBody: (writer: Writer) => void): Buffer {
  const writer = new Writer();
  const sizeAt = writer.reserveInt32();
  encodeRequestHeader(writer, header);
  writeBody(writer);
  writer.patchInt32(sizeAt, writer.size - 4);
  return writer.toBuffer();
}
