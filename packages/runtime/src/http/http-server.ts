import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Endpoint } from '../network/network.ts';
import { hostsToListenOn, listenError } from '../network/real-network.ts';
import type { HttpHandler, HttpListener, HttpResponse } from './http.ts';

/** Operators are few; more than this are strangers. */
const CONNECTIONS_MAX = 100;
const REQUEST_MS_MAX = 10_000;
/** A client that takes nothing of its answer for so long is cut off. */
const SILENCE_MS_MAX = 30_000;
const HEADER_BYTES_MAX = 8 * 1024;
/** Metrics shrink to a tenth by the fastest compression already. */
const GZIP_LEVEL = 1;

/** HTTP/1.1 of this machine; answers are gzipped for those who take that. */
export async function listenHttp(endpoint: Endpoint, handle: HttpHandler): Promise<HttpListener> {
  const servers: Server[] = [];
  try {
    let port = endpoint.port;
    for (const host of await hostsToListenOn(endpoint.host)) {
      const server = await listenOn({ host, port }, handle);
      servers.push(server);
      port = addressOf(server).port;
    }
    return { endpoint: { host: endpoint.host, port }, close: async () => servers.forEach(closeServer) };
  } catch (error) {
    servers.forEach(closeServer);
    throw error;
  }
}

function listenOn({ host, port }: Endpoint, handle: HttpHandler): Promise<Server> {
  const server = createServer(
    { requestTimeout: REQUEST_MS_MAX, headersTimeout: REQUEST_MS_MAX, maxHeaderSize: HEADER_BYTES_MAX },
    (request, response) => answer(request, response, handle),
  );
  server.maxConnections = CONNECTIONS_MAX;
  server.timeout = SILENCE_MS_MAX;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(listenError(error, host, port));
    server.once('error', fail);
    server.listen(host === '' ? { port } : { host, port }, () => {
      server.off('error', fail);
      server.on('error', () => {});
      resolve(server);
    });
  });
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
}

function closeServer(server: Server): void {
  server.close();
  server.closeAllConnections();
}

function answer(request: IncomingMessage, response: ServerResponse, handle: HttpHandler): void {
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  const method = request.method ?? 'GET';
  const { status, contentType, body } = respond(handle, method, path);
  const isGzipped = typeof body !== 'string' && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(status, {
    'content-type': contentType,
    'cache-control': 'no-store',
    vary: 'accept-encoding',
    ...(isGzipped && { 'content-encoding': 'gzip' }),
  });
  if (method === 'HEAD') response.end();
  else if (typeof body === 'string') response.end(body);
  else void sendPieces(body, response, isGzipped);
}

function respond(handle: HttpHandler, method: string, path: string): HttpResponse {
  try {
    return handle({ method, path });
  } catch (error) {
    return { status: 500, contentType: 'text/plain; charset=utf-8', body: `${String(error)}\n` };
  }
}

/** A client that goes, or pieces that fail, leave a response without its end: the client sees that it is not whole. */
async function sendPieces(body: AsyncIterable<string>, response: ServerResponse, isGzipped: boolean): Promise<void> {
  try {
    const pieces = Readable.from(body);
    if (isGzipped) await pipeline(pieces, createGzip({ level: GZIP_LEVEL }), response);
    else await pipeline(pieces, response);
  } catch {
    response.destroy();
  }
}
