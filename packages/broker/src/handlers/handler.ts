/**
 * What a request handler is. A handler answers one API at every version of its range; it is a plain function of the
 * decoded request and its context, so tests call it without a network.
 *
 * Order. On one connection a handler is called only when everything asked before has been answered, as Kafka does
 * (B9). Handlers registered as `pipelined` (Produce) are the exception: several of them in a row are called at once,
 * in order of arrival, and their answers still leave in that order.
 *
 * Memory. A request and its buffers belong to the handler for as long as it wants them, unless it is registered as
 * `borrowsRequest`: then buffers in it are views into the connection's read buffer and valid only until the handler
 * returns, even when it returns a promise.
 */
import type { ApiDescriptor, ProtocolError, Reader, Writer } from '@moldau/protocol';
import type { Endpoint } from '@moldau/runtime';
import type { DeferredOutcome } from './deferred-outcome.ts';

/** Who asks, and how. */
export interface RequestContext {
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
  /** The client's address in Java's `InetAddress` form: `/127.0.0.1`. */
  readonly clientHost: string;
  readonly listenerName: string;
  /** The address that the client dialled. */
  readonly localEndpoint: Endpoint;
  readonly connection: ClientConnection;
}

/** The connection a request came in on, as far as handlers may see it. The same object for all of its requests. */
export interface ClientConnection {
  /** Unique in this broker: `<local host>:<port>-<remote host>:<port>-<counter>`. */
  readonly id: string;
  /** The user that has authenticated; undefined when nobody has. */
  readonly principalName?: string;
  /**
   * Calls `callback` once when the connection is gone, so that what is parked for it can be freed (B15); at once
   * if it is gone already. The returned function withdraws the callback.
   */
  onClose(callback: () => void): () => void;
  /** Reads nothing more from this client for `delayMs` after the answer under way has been sent (B13). */
  throttle(delayMs: number): void;
}

/** A handler that always answers. Throws or rejects with a `ProtocolError` to answer with its code. */
export type Handler<Req, Res> = (request: Req, context: RequestContext) => Res | Promise<Res>;

/** A handler that may also stay silent, close the connection, or lend memory to its response. */
export type OutcomeHandler<Req, Res> = (request: Req, context: RequestContext) => HandlerResult<Res>;

/** An outcome, now or later. */
export type HandlerResult<Res> = Outcome<Res> | Promise<Outcome<Res>> | DeferredOutcome<Res>;

/** `undefined` sends no response at all (Produce with acks=0, B10). */
export type Outcome<Res> = Res | Answer<Res> | undefined | typeof closeConnection;

/** Earlier requests are answered, this one is not, and the connection closes. */
export const closeConnection = Symbol('close the connection');

/** A response whose records lie in memory that somebody waits to get back. */
export class Answer<Res> {
  readonly response: Res;
  /** Called exactly once: when the bytes have left, or when they never will. */
  readonly release: () => void;

  constructor(response: Res, release: () => void) {
    this.response = response;
    this.release = release;
  }
}

export interface HandlerOptions<Req, Res> {
  /** Serve a narrower range than the schema's (B6). */
  readonly minVersion?: number;
  readonly maxVersion?: number;
  /** May be called while earlier pipelined requests of its connection are unanswered. */
  readonly pipelined?: boolean;
  /** Looks at the request's buffers only until it returns, and so spares a copy of the request. */
  readonly borrowsRequest?: boolean;
  /** The API's own way to say an error. Without it a `ProtocolError` closes the connection. */
  readonly errorResponse?: (request: Req, error: ProtocolError, version: number) => Res;
  /** What to say, at version 0, to a version outside the range; without it the connection closes. ApiVersions only (B2). */
  readonly unsupportedVersionResponse?: () => Res;
}

/** One line of the broker's list of APIs: what dispatch and ApiVersions are derived from. */
export interface RegisteredHandler<Req = unknown, Res = object> {
  readonly key: number;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly pipelined: boolean;
  readonly borrowsRequest: boolean;
  decode(reader: Reader, version: number): Req;
  handle(request: Req, context: RequestContext): HandlerResult<Res>;
  encode(writer: Writer, response: Res, version: number): void;
  /** Rethrows `error` when the API has no way to say it. */
  errorResponse(request: Req, error: ProtocolError, version: number): Res;
  /** Undefined: a version outside the range closes the connection (B8). */
  unsupportedVersionResponse(): Res | undefined;
}

export function registerHandler<Req, Res extends object>(
  api: ApiDescriptor<Req, Res>,
  handle: OutcomeHandler<Req, Res>,
  options: HandlerOptions<Req, Res> = {},
): RegisteredHandler {
  const { pipelined = false, borrowsRequest = false } = options;
  const handler: RegisteredHandler<Req, Res> = {
    key: api.key,
    name: api.name,
    minVersion: options.minVersion ?? api.minVersion,
    maxVersion: options.maxVersion ?? api.maxVersion,
    pipelined,
    borrowsRequest,
    decode: (reader, version) => api.decodeRequest(reader, version),
    handle,
    encode: (writer, response, version) => api.encodeResponse(writer, response, version),
    errorResponse(request, error, version) {
      if (options.errorResponse === undefined) throw error;
      return options.errorResponse(request, error, version);
    },
    unsupportedVersionResponse: () => options.unsupportedVersionResponse?.(),
  };
  return handler;
}
