/**
 * HTTP for those who operate the broker: a few small GET requests, each answered whole or in pieces. Clients of Kafka never
 * come this way.
 */
import type { Endpoint } from '../network/network.ts';

export interface Http {
  /** Resolves once the port accepts connections. Port 0 takes a free one. Rejects with a NetworkError. */
  listen(endpoint: Endpoint, handle: HttpHandler): Promise<HttpListener>;
}

export interface HttpListener {
  /** As bound: the port is the real one also when 0 was asked for. */
  readonly endpoint: Endpoint;
  /** Stops accepting and cuts off answers under way. */
  close(): Promise<void>;
}

export type HttpHandler = (request: HttpRequest) => HttpResponse;

export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  /** Pieces are asked for as the client takes them; it is told to end (`return`) when the client goes. */
  readonly body: string | AsyncIterable<string>;
}
