/** Connections of the harness itself, for what is not load: topics, end offsets, a first produce. */
import { type Endpoint, realRuntime } from '@moldau/runtime';
import { WireClient } from '../../tests/support/wire-client.ts';

export type Address = Endpoint;

const { network } = await realRuntime({ logLevel: 'silent' });

/** Rejects with a NetworkError when nothing listens there. */
export async function connected(address: Address): Promise<WireClient & AsyncDisposable> {
  const client = await WireClient.connect(network, { host: address.host, port: address.port });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}
