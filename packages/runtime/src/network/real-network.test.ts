import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { Connection } from './network.ts';
import { networkSuite } from './network-suite.ts';
import { realNetwork } from './real-network.ts';

networkSuite('the real network', () => ({ network: realNetwork, settle: (promise) => promise }));

for (const host of ['', 'localhost']) {
  test(`listening on '${host}' answers on the IPv4 loopback address, and names IPv4 clients in IPv4`, async (t) => {
    const accepted = Promise.withResolvers<Connection>();
    const listener = await realNetwork.listen({ host, port: 0 }, (connection) => {
      accepted.resolve(connection);
      return { readBuffer: () => Buffer.alloc(1), read() {}, drained() {}, closed() {} };
    });
    t.after(() => listener.close());
    const socket = connect({ host: '127.0.0.1', port: listener.endpoint.port });
    t.after(() => socket.destroy());
    const { local, remote } = await accepted.promise;
    assert.equal(local.host, '127.0.0.1');
    assert.equal(remote.host, '127.0.0.1');
  });
}

test('a reset by the peer is told as ECONNRESET', async (t) => {
  const closed = Promise.withResolvers<string | undefined>();
  const accepted = Promise.withResolvers<void>();
  const listener = await realNetwork.listen({ host: '127.0.0.1', port: 0 }, () => {
    accepted.resolve();
    return {
      readBuffer: () => Buffer.alloc(1),
      read() {},
      drained() {},
      closed: (error) => closed.resolve(error?.code),
    };
  });
  t.after(() => listener.close());
  const socket = connect({ host: '127.0.0.1', port: listener.endpoint.port });
  await accepted.promise;
  socket.resetAndDestroy();
  assert.equal(await closed.promise, 'ECONNRESET');
});

test('an unknown name rejects with a code', async () => {
  await assert.rejects(
    realNetwork.connect({ host: 'name.invalid', port: 9 }, () => ({
      readBuffer: () => Buffer.alloc(1),
      read() {},
      drained() {},
      closed() {},
    })),
    { name: 'NetworkError' },
  );
});
