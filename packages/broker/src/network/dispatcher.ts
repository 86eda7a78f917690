/**
 * From a frame to the handler that answers it. The list of registered handlers is the only place that says which APIs
 * and versions exist: what is not on it closes the connection (B8).
 *
 * Whatever a handler does, an exchange comes out: a `ProtocolError` becomes the API's own error answer, any other
 * exception is logged and closes that connection, and the broker goes on.
 */
import { decodeRequestHeader, ProtocolError, Reader } from '@moldau/protocol';
import type { Logger } from '@moldau/runtime';
import { DeferredOutcome } from '../handlers/deferred-outcome.ts';
import {
  type ClientConnection,
  closeConnection,
  type HandlerResult,
  type Outcome,
  type RegisteredHandler,
  type RequestContext,
} from '../handlers/handler.ts';
import { Exchange } from './exchange.ts';
import { nobodyObserves, type RequestObserver } from './request-observer.ts';
import { type RequestThrottle, unthrottled } from './request-throttle.ts';

/** What a context says about the connection rather than about the request. */
export type ConnectionContext = Pick<RequestContext, 'clientHost' | 'listenerName' | 'localEndpoint'> & {
  readonly connection: ClientConnection;
};

/** API key and version, correlation id: without these nothing can be said about a request. */
const FIXED_HEADER_BYTES = 8;

/** A request that gets no answer: its connection is to be closed. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
}

/** Who looks at requests from outside: nobody by default. */
export interface AroundRequests {
  readonly observer?: RequestObserver | undefined;
  readonly throttle?: RequestThrottle | undefined;
}

export class Dispatcher {
  readonly #handlers = new Map<number, RegisteredHandler>();
  readonly #log: Logger;
  readonly #observer: RequestObserver;
  readonly #throttle: RequestThrottle;

  constructor(handlers: readonly RegisteredHandler[], log: Logger, around: AroundRequests = {}) {
    for (const handler of handlers) {
      if (this.#handlers.has(handler.key)) throw new Error(`two handlers are registered for ${handler.name}`);
      this.#handlers.set(handler.key, handler);
    }
    this.#log = log;
    this.#observer = around.observer ?? nobodyObserves;
    this.#throttle = around.throttle ?? unthrottled;
  }

  /** Whether the request may be handed over while earlier pipelined ones are unanswered. */
  isPipelined(frame: Buffer): boolean {
    return frame.length >= FIXED_HEADER_BYTES && this.#handlers.get(frame.readInt16BE())?.pipelined === true;
  }

  /**
   * Parses the request and calls its handler. `frame` is not looked at after the return. Bytes that follow the body
   * within the frame are ignored, as Kafka does.
   * Throws RefusedRequestError or MalformedMessageError.
   */
  dispatch(frame: Buffer, from: ConnectionContext): Exchange {
    if (frame.length < FIXED_HEADER_BYTES) throw new RefusedRequestError('the request is shorter than its header');
    const apiKey = frame.readInt16BE();
    const handler = this.#handlers.get(apiKey);
    if (handler === undefined) throw new RefusedRequestError(`API key ${apiKey} is not served`);
    const reader = new Reader(handler.borrowsRequest ? frame : Buffer.from(frame));
    const { requestApiVersion: version, correlationId, clientId } = decodeRequestHeader(reader);
    if (version < handler.minVersion || version > handler.maxVersion) {
      return unsupportedVersion(handler, version, correlationId, frame.length, clientId);
    }
    const startedMs = this.#throttle.isActive ? this.#throttle.nowMs() : undefined;
    const request = handler.decode(reader, version);
    const outcome = this.#call(handler, request, {
      apiVersion: version,
      correlationId,
      clientId,
      clientHost: from.clientHost,
      listenerName: from.listenerName,
      localEndpoint: from.localEndpoint,
      connection: from.connection,
    });
    const { connection } = from;
    const bytes = frame.length;
    const charged = startedMs !== undefined && { apiKey, connection, clientId, bytes, startedMs };
    const throttleMs = charged ? this.#throttle.charge(charged) : 0;
    const exchange = new Exchange(handler, correlationId, version, bytes, clientId, outcome, throttleMs);
    if (this.#observer.keepsRequests) exchange.request = request;
    return exchange;
  }

  #call(handler: RegisteredHandler, request: unknown, context: RequestContext): HandlerResult<object> {
    const recover = (error: unknown): Outcome<object> => this.#failure(handler, request, context, error);
    try {
      const outcome = handler.handle(request, context);
      if (outcome instanceof Promise) return outcome.catch(recover);
      if (outcome instanceof DeferredOutcome) outcome.recoverWith(recover);
      return outcome;
    } catch (error) {
      return recover(error);
    }
  }

  #failure(handler: RegisteredHandler, request: unknown, context: RequestContext, error: unknown): Outcome<object> {
    try {
      if (error instanceof ProtocolError) return handler.errorResponse(request, error, context.apiVersion);
      throw error;
    } catch (unanswerable) {
      const { apiVersion, clientId, connection } = context;
      const fields = { api: handler.name, apiVersion, clientId, connection: connection.id, error: unanswerable };
      this.#log.error(fields, 'A request failed in a way that its API cannot say; its connection is closed');
      return closeConnection;
    }
  }
}

function unsupportedVersion(
  handler: RegisteredHandler,
  version: number,
  correlationId: number,
  requestBytes: number,
  clientId: string | null,
): Exchange {
  const response = handler.unsupportedVersionResponse();
  if (response === undefined) throw new RefusedRequestError(`${handler.name} is not served at version ${version}`);
  return new Exchange(handler, correlationId, 0, requestBytes, clientId, response);
}
