/** What the client at the other end of a connection is, as it said in its last ApiVersions request (KIP-511). */
import type { ClientConnection } from '../handlers/handler.ts';

export interface Software {
  readonly name: string;
  readonly version: string;
}

const unknown: Software = { name: 'unknown', version: 'unknown' };

export class ClientSoftware {
  readonly #byConnection = new WeakMap<ClientConnection, Software>();

  told(connection: ClientConnection, software: Software): void {
    this.#byConnection.set(connection, software);
  }

  of(connection: ClientConnection): Software {
    return this.#byConnection.get(connection) ?? unknown;
  }
}
