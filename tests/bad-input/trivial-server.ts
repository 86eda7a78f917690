/** A socket server with a handful of handlers that do next to nothing: enough to have something to protect. */
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { listGroupsApi } from '@moldau/protocol/messages/list-groups';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { produceApi } from '@moldau/protocol/messages/produce';
import type { Endpoint, Runtime } from '@moldau/runtime';
import { registerApiVersions } from '../../packages/broker/src/handlers/api-versions.ts';
import { type RegisteredHandler, registerHandler } from '../../packages/broker/src/handlers/handler.ts';
import { SocketServer } from '../../packages/broker/src/network/socket-server.ts';
import type { SocketServerConfig } from '../../packages/broker/src/network/socket-server-config.ts';

export interface TrivialServer {
  readonly server: SocketServer;
  readonly endpoint: Endpoint;
}

export interface TrivialServerOptions {
  readonly host: string;
  readonly config?: Partial<SocketServerConfig>;
  readonly additional?: readonly RegisteredHandler[];
}

export async function startTrivialServer(
  runtime: Pick<Runtime, 'network' | 'clock' | 'log'>,
  { host, config = {}, additional = [] }: TrivialServerOptions,
): Promise<TrivialServer> {
  const handlers: RegisteredHandler[] = [
    registerApiVersions({
      handlers: () => handlers,
      features: () => ({ supported: [], finalized: [], finalizedEpoch: -1 }),
    }),
    ...trivialHandlers.filter(({ key }) => !additional.some((other) => other.key === key)),
    ...additional,
  ];
  const { network, clock, log } = runtime;
  const server = new SocketServer({ network, clock, log, handlers, config });
  const { port } = await server.listen('PLAINTEXT', { host, port: 0 });
  return { server, endpoint: { host, port } };
}

const trivialHandlers: readonly RegisteredHandler[] = [
  registerHandler(heartbeatApi, () => ({ throttleTimeMs: 0, errorCode: 0 })),
  registerHandler(listGroupsApi, () => ({ throttleTimeMs: 0, errorCode: 0, groups: [] })),
  registerHandler(produceApi, () => ({ responses: [], throttleTimeMs: 0, nodeEndpoints: [] }), {
    pipelined: true,
    borrowsRequest: true,
  }),
  registerHandler(metadataApi, async () => ({
    throttleTimeMs: 0,
    brokers: [],
    clusterId: null,
    controllerId: -1,
    topics: [],
    clusterAuthorizedOperations: -2147483648,
    errorCode: 0,
  })),
];
