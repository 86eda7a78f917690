import { lookup } from 'node:dns/promises';
import { connect as connectSocket, createServer, Socket } from 'node:net';
import type { Server, SocketConstructorOpts } from 'node:net';
import type { Connection, ConnectionHandler, Endpoint, Listener, Network } from './network.ts';
import { NetworkError } from './network.ts';
import { RealConnection, socketReader, toNetworkError } from './real-connection.ts';

type HandlerOf = (connection: Connection) => ConnectionHandler;

const keepAliveMs = 60_000;
const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs };

/** TCP of this machine. */
export const realNetwork: Network = {
  async listen(endpoint, accept): Promise<Listener> {
    const servers: Server[] = [];
    try {
      let port = endpoint.port;
      for (const host of await hostsToListenOn(endpoint.host)) {
        const server = await listenOn(host, port, accept);
        servers.push(server);
        port = portOf(server);
      }
      return listenerOf({ host: endpoint.host, port }, servers);
    } catch (error) {
      for (const server of servers) server.close();
      throw error;
    }
  },

  connect(endpoint, handlerOf): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const reader = socketReader();
      const socket = connectSocket({ ...socketOptions, ...endpoint, onread: reader.onread });
      const fail = (error: Error): void => reject(toNetworkError(error));
      socket.once('error', fail);
      socket.once('connect', () => {
        socket.off('error', fail);
        const connection = new RealConnection(socket, handlerOf);
        reader.connection = connection;
        resolve(connection);
      });
    });
  },
};

/** `localhost` is both loopback addresses where it resolves to both: clients differ in which of them they try first. */
export async function hostsToListenOn(host: string): Promise<readonly string[]> {
  if (host !== 'localhost') return [host];
  const addresses = await lookup(host, { all: true });
  return [...new Set(addresses.map(({ address }) => address))];
}

function listenOn(host: string, port: number, accept: HandlerOf): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ ...socketOptions, pauseOnConnect: true }, (socket) => acceptSocket(socket, accept));
    const fail = (error: Error): void => reject(listenError(error, host, port));
    server.once('error', fail);
    server.listen(host === '' ? { port } : { host, port }, () => {
      server.off('error', fail);
      // A failed accept (no descriptor left) loses that connection only.
      server.on('error', () => {});
      resolve(server);
    });
  });
}

const listenReasons: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'the port is in use'],
  ['EACCES', 'permission denied'],
  ['EADDRNOTAVAIL', 'this machine does not have that address'],
]);

export function listenError(error: Error, host: string, port: number): NetworkError {
  const { code, message } = toNetworkError(error);
  return new NetworkError(
    code,
    `cannot listen on ${host || '*'}:${port}: ${listenReasons.get(code) ?? message}`,
    error,
  );
}

/**
 * A server's own sockets cannot read into memory of ours, so the handle moves into a socket that can.
 * `_handle` is Node's own field; it is stable from Node 20 to 26.
 */
function acceptSocket(
  accepted: Socket & { _handle?: SocketConstructorOpts['handle'] | null },
  accept: HandlerOf,
): void {
  const handle = accepted._handle;
  if (!handle) return;
  accepted._handle = null;
  const reader = socketReader();
  reader.connection = new RealConnection(new Socket({ handle, onread: reader.onread }), accept);
}

function listenerOf(endpoint: Endpoint, servers: readonly Server[]): Listener {
  return {
    endpoint,
    // The port is free as soon as `close` returns; its callback would wait for the open connections too.
    async close() {
      for (const server of servers) server.close();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new NetworkError('EINVAL', 'the server has no port');
  return address.port;
}
