import type { Connection, ConnectionHandler, Endpoint, Listener, Network } from '../../network/network.ts';
import type { SimulatedProcess } from '../simulated-process.ts';
import type { HandlerOf, SimulatedInternet } from './simulated-internet.ts';

/** Names of a host for itself. */
const ownNames: ReadonlySet<string> = new Set(['', 'localhost', '127.0.0.1', '::1', '0.0.0.0', '::']);

/** The {@link Network} of one simulated process. A host is known by its name, and to itself as `localhost` too. */
export class SimulatedNetwork implements Network {
  readonly #process: SimulatedProcess;
  readonly #internet: SimulatedInternet;

  constructor(process: SimulatedProcess, internet: SimulatedInternet) {
    this.#process = process;
    this.#internet = internet;
  }

  async listen(endpoint: Endpoint, accept: HandlerOf): Promise<Listener> {
    const port = this.#internet.listen(this.#process, endpoint.port, accept);
    return {
      endpoint: { host: endpoint.host, port },
      close: async () => this.#internet.unlisten(this.#process, port),
    };
  }

  connect(endpoint: Endpoint, handler: (connection: Connection) => ConnectionHandler): Promise<Connection> {
    const host = ownNames.has(endpoint.host) ? this.#process.name : endpoint.host;
    return this.#internet.connect(this.#process, { host, port: endpoint.port }, handler);
  }
}
