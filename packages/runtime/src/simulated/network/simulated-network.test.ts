import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Connection, ConnectionHandler } from '../../network/network.ts';
import { NetworkError } from '../../network/network.ts';
import { networkSuite } from '../../network/network-suite.ts';
import { Simulation } from '../simulation.ts';

let seed = 0;
networkSuite('the simulated network', () => {
  const simulation = new Simulation(seed++);
  const { network } = simulation.runtime('broker');
  return { network, settle: (promise) => simulation.settle(promise) };
});

describe('faults of the simulated network', () => {
  test('a link can be told to deliver byte by byte', async () => {
    const { simulation, client, server } = await connected();
    simulation.network.link('client', 'broker').chunkBytesMax = 1;
    client.connection.write([Buffer.from('hello')]);
    await simulation.run(() => server.text === 'hello');
    assert.equal(server.readCount, 5);
  });

  test('a cut link loses nothing and delivers once it is joined again', async () => {
    const { simulation, client, server } = await connected();
    simulation.network.partition('client', 'broker');
    client.connection.write([Buffer.from('hello')]);
    await simulation.runFor(60_000);
    assert.equal(server.text, '');
    simulation.network.partition('client', 'broker', false);
    await simulation.run(() => server.text === 'hello');
  });

  test('connecting across a cut link times out, and succeeds if it is joined in time', async () => {
    const { simulation } = await connected();
    simulation.network.partition('client', 'broker');
    const { network } = simulation.runtime('client-2');
    simulation.network.partition('client-2', 'broker');
    const attempt = network.connect({ host: 'broker', port: 9092 }, () => new Peer().handler);
    await assert.rejects(simulation.settle(attempt), networkErrorOf('ETIMEDOUT'));
    const second = network.connect({ host: 'broker', port: 9092 }, () => new Peer().handler);
    await simulation.runFor(5000);
    simulation.network.partition('client-2', 'broker', false);
    await simulation.settle(second);
  });

  test('a reset is told to both ends', async () => {
    const { simulation, client, server } = await connected();
    simulation.network.reset('client', 'broker');
    await simulation.run(() => client.closed && server.closed);
    assert.equal(client.error?.code, 'ECONNRESET');
    assert.equal(server.error?.code, 'ECONNRESET');
  });

  test('the peers of a killed process are told, those of a vanished host find out by writing', async () => {
    for (const fate of ['kill', 'crash'] as const) {
      const { simulation, client, server } = await connected();
      simulation.host('broker')[fate]();
      await simulation.runFor(10_000);
      assert.equal(client.closed, fate === 'kill');
      client.connection.write([Buffer.from('anybody there?')]);
      await simulation.run(() => client.closed);
      if (fate === 'crash') assert.equal(client.error?.code, 'ETIMEDOUT');
      assert.equal(server.closed, false, 'a dead process hears nothing');
    }
  });

  test('a new process on a host that was killed can listen on the same port', async () => {
    const { simulation } = await connected();
    simulation.host('broker').kill();
    const { network } = simulation.runtime('broker');
    await simulation.settle(network.listen({ host: '', port: 9092 }, () => new Peer().handler));
  });

  test('what waits in the memory of the sender is read when it leaves, not when it was written', async () => {
    const { simulation, client, server } = await connected();
    const bytes = Buffer.alloc(1_000_000, 'a');
    client.connection.write([bytes]);
    const waiting = client.connection.bufferedBytes;
    assert.ok(waiting > 0);
    bytes.fill('b');
    await simulation.run(() => server.text.length === bytes.length);
    assert.equal(server.text, 'a'.repeat(bytes.length - waiting) + 'b'.repeat(waiting));
  });
});

/** A handler that keeps what arrives. */
class Peer {
  text = '';
  readCount = 0;
  closed = false;
  error: NetworkError | undefined;
  readonly #buffer = Buffer.alloc(65_536);
  #connection: Connection | undefined;

  readonly handler: ConnectionHandler = {
    readBuffer: () => this.#buffer,
    read: (length) => {
      this.readCount++;
      this.text += this.#buffer.toString('latin1', 0, length);
    },
    drained() {},
    closed: (error) => {
      this.closed = true;
      this.error = error;
    },
  };

  get connection(): Connection {
    assert.ok(this.#connection);
    return this.#connection;
  }

  readonly handlerOf = (connection: Connection): ConnectionHandler => {
    this.#connection = connection;
    return this.handler;
  };
}

async function connected(): Promise<{ simulation: Simulation; client: Peer; server: Peer }> {
  const simulation = new Simulation(seed++);
  const server = new Peer();
  const client = new Peer();
  const broker = simulation.runtime('broker');
  await simulation.settle(broker.network.listen({ host: '', port: 9092 }, server.handlerOf));
  const { network } = simulation.runtime('client');
  await simulation.settle(network.connect({ host: 'broker', port: 9092 }, client.handlerOf));
  return { simulation, client, server };
}

function networkErrorOf(code: string): (error: unknown) => boolean {
  return (error) => error instanceof NetworkError && error.code === code;
}
