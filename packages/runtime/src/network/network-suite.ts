/** What every {@link Network} must do; the real and the simulated one both run it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Connection, ConnectionHandler, Endpoint, Listener, Network } from './network.ts';
import { NetworkError } from './network.ts';

export interface NetworkUnderTest {
  readonly network: Network;
  /** Lets the network's world go on until the promise settles. */
  settle<Result>(promise: Promise<Result>): Promise<Result>;
}

export function networkSuite(name: string, makeNetwork: () => NetworkUnderTest): void {
  const check = (sentence: string, body: (world: World) => Promise<void>): void => {
    test(sentence, async () => {
      const world = new World(makeNetwork());
      try {
        await body(world);
      } finally {
        await world.dispose();
      }
    });
  };

  describe(name, () => {
    check('bytes arrive whole and in order, both ways, whatever the size of the read buffer', async (world) => {
      for (const readBufferBytes of [1, 7, 65_536]) {
        const { client, server } = await world.connected({ readBufferBytes });
        client.connection.write([Buffer.from('hel'), Buffer.from('lo')]);
        client.connection.write([Buffer.from(' world')]);
        server.connection.write([Buffer.from('and back')]);
        await world.settle(server.gets('hello world'));
        await world.settle(client.gets('and back'));
      }
    });

    check('both ends know both addresses, and a port of 0 becomes a real one', async (world) => {
      const { client, server, listener } = await world.connected();
      assert.ok(listener.endpoint.port > 0);
      assert.equal(client.connection.remote.port, listener.endpoint.port);
      assert.deepEqual(server.connection.local, client.connection.remote);
      assert.deepEqual(server.connection.remote, client.connection.local);
    });

    check('a megabyte that does not leave at once is reported as buffered, then as drained', async (world) => {
      const { client, server } = await world.connected();
      server.connection.pause();
      const bytes = Buffer.alloc(16 * 1024 * 1024, 'moldau');
      client.connection.write([bytes]);
      assert.ok(client.connection.bufferedBytes > 0);
      assert.equal(client.drainedCount, 0);
      server.connection.resume();
      await world.settle(client.drains());
      assert.equal(client.connection.bufferedBytes, 0);
      await world.settle(server.getsBytes(bytes.length));
      assert.ok(Buffer.concat(server.chunks).equals(bytes));
    });

    check('a paused connection reads nothing until it is resumed', async (world) => {
      const { client, server } = await world.connected();
      client.connection.write([Buffer.from('one')]);
      await world.settle(server.gets('one'));
      server.connection.pause();
      client.connection.write([Buffer.from('two')]);
      const other = await world.connected();
      other.client.connection.write([Buffer.from('x')]);
      await world.settle(other.server.gets('x'));
      assert.equal(server.text, 'one');
      server.connection.resume();
      await world.settle(server.gets('onetwo'));
    });

    check('end sends what is queued, then both ends are closed without an error', async (world) => {
      const { client, server } = await world.connected();
      const bytes = Buffer.alloc(1024 * 1024, 'x');
      client.connection.write([bytes]);
      client.connection.end();
      assert.equal(client.closedCount, 0, 'no handler is called from inside a call');
      await world.settle(server.closes());
      await world.settle(client.closes());
      assert.equal(server.byteLength, bytes.length);
      assert.equal(server.error, undefined);
      assert.equal(client.error, undefined);
    });

    check('a peer that half-closes is closed', async (world) => {
      const { client, server } = await world.connected();
      client.connection.end();
      await world.settle(server.closes());
      server.connection.write([Buffer.from('too late')]);
      assert.equal(server.connection.bufferedBytes, 0);
    });

    check('destroy closes both ends, each exactly once', async (world) => {
      const { client, server } = await world.connected();
      server.connection.destroy();
      server.connection.destroy();
      assert.equal(server.closedCount, 0, 'no handler is called from inside a call');
      await world.settle(server.closes());
      await world.settle(client.closes());
      client.connection.destroy();
      client.connection.end();
      assert.equal(server.closedCount, 1);
      assert.equal(client.closedCount, 1);
    });

    check('a handler may destroy its connection while it reads', async (world) => {
      const { client, server } = await world.connected({ onRead: ({ connection }) => connection.destroy() });
      client.connection.write([Buffer.alloc(100_000, 'x')]);
      await world.settle(server.closes());
      await world.settle(client.closes());
      assert.equal(server.chunks.length, 1);
    });

    check('connecting where nobody listens is refused', async (world) => {
      const { listener } = await world.connected();
      await listener.close();
      await assert.rejects(
        world.settle(world.network.connect(dial(listener.endpoint), () => new Recorder().handler)),
        (error) => error instanceof NetworkError && error.code === 'ECONNREFUSED',
      );
    });

    check('a port is taken while it is listened on, and free again after', async (world) => {
      const { listener } = await world.connected();
      const endpoint = { host: '127.0.0.1', port: listener.endpoint.port };
      const listenAgain = (): Promise<Listener> => world.network.listen(endpoint, () => new Recorder().handler);
      await assert.rejects(
        world.settle(listenAgain()),
        (error) => error instanceof NetworkError && error.code === 'EADDRINUSE',
      );
      await listener.close();
      const again = await world.settle(listenAgain());
      await again.close();
    });

    check('closing a listener leaves its connections open', async (world) => {
      const { client, server, listener } = await world.connected();
      await world.settle(listener.close());
      client.connection.write([Buffer.from('still here')]);
      await world.settle(server.gets('still here'));
    });
  });
}

interface Options {
  readonly readBufferBytes?: number;
  readonly onRead?: (recorder: Recorder) => void;
}

interface Connected {
  readonly client: Recorder;
  readonly server: Recorder;
  readonly listener: Listener;
}

class World {
  readonly network: Network;
  readonly #underTest: NetworkUnderTest;
  readonly #opened: Connected[] = [];

  constructor(underTest: NetworkUnderTest) {
    this.network = underTest.network;
    this.#underTest = underTest;
  }

  settle<Result>(promise: Promise<Result>): Promise<Result> {
    return this.#underTest.settle(promise);
  }

  async connected(options: Options = {}): Promise<Connected> {
    const server = new Recorder(options);
    const client = new Recorder(
      options.readBufferBytes === undefined ? {} : { readBufferBytes: options.readBufferBytes },
    );
    const accepted = Promise.withResolvers<void>();
    const listener = await this.settle(
      this.network.listen({ host: '127.0.0.1', port: 0 }, (connection) => {
        accepted.resolve();
        return server.handlerOf(connection);
      }),
    );
    await this.settle(this.network.connect(dial(listener.endpoint), (connection) => client.handlerOf(connection)));
    await this.settle(accepted.promise);
    const connected = { client, server, listener };
    this.#opened.push(connected);
    return connected;
  }

  async dispose(): Promise<void> {
    for (const { client, server, listener } of this.#opened) {
      client.connection.destroy();
      server.connection.destroy();
      await listener.close();
    }
  }
}

function dial({ port }: Endpoint): Endpoint {
  return { host: 'localhost', port };
}

/** A handler that keeps what it is told. */
class Recorder {
  readonly chunks: Buffer[] = [];
  byteLength = 0;
  drainedCount = 0;
  closedCount = 0;
  error: NetworkError | undefined;
  readonly #buffer: Buffer;
  readonly #onRead: ((recorder: Recorder) => void) | undefined;
  #connection: Connection | undefined;
  #waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];

  constructor({ readBufferBytes = 4096, onRead }: Options = {}) {
    this.#buffer = Buffer.alloc(readBufferBytes);
    this.#onRead = onRead;
  }

  readonly handler: ConnectionHandler = {
    readBuffer: () => this.#buffer,
    read: (length) => {
      assert.equal(this.closedCount, 0);
      this.chunks.push(Buffer.from(this.#buffer.subarray(0, length)));
      this.byteLength += length;
      this.#onRead?.(this);
      this.#notice();
    },
    drained: () => {
      this.drainedCount++;
      this.#notice();
    },
    closed: (error) => {
      this.closedCount++;
      this.error = error;
      this.#notice();
    },
  };

  handlerOf(connection: Connection): ConnectionHandler {
    this.#connection = connection;
    return this.handler;
  }

  get connection(): Connection {
    assert.ok(this.#connection);
    return this.#connection;
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }

  async gets(text: string): Promise<void> {
    await this.getsBytes(text.length);
    assert.equal(this.text, text);
  }

  getsBytes(length: number): Promise<void> {
    return this.#until(() => this.byteLength >= length);
  }

  drains(): Promise<void> {
    return this.#until(() => this.drainedCount > 0);
  }

  closes(): Promise<void> {
    return this.#until(() => this.closedCount > 0);
  }

  #until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ condition, resolve });
    return promise;
  }

  #notice(): void {
    this.#waiting = this.#waiting.filter(({ condition, resolve }) => {
      const met = condition();
      if (met) resolve();
      return !met;
    });
  }
}
