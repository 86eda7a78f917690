import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NetworkError } from '../network/network.ts';
import type { HttpHandler } from './http.ts';
import { realHttp } from './real-http.ts';

const loopback = { host: '127.0.0.1', port: 0 };

async function serving(handle: HttpHandler, use: (url: string) => Promise<void>): Promise<void> {
  const listener = await realHttp.listen(loopback, handle);
  const { endpoint } = listener;
  try {
    await use(`http://${endpoint.host}:${endpoint.port}`);
  } finally {
    await listener.close();
  }
}

test('a handler sees method and path, and says what is answered', async () => {
  await serving(
    ({ method, path }) => ({ status: 503, contentType: 'text/plain', body: `${method} ${path}` }),
    async (url) => {
      const response = await fetch(`${url}/ready?now`);
      assert.deepEqual([response.status, await response.text()], [503, 'GET /ready']);
      assert.equal(response.headers.get('content-type'), 'text/plain');
      const head = await fetch(url, { method: 'HEAD' });
      assert.deepEqual([head.status, await head.text()], [503, '']);
    },
  );
});

test('an answer in pieces is whole, and gzipped for who takes that', async () => {
  const pieces = Array.from({ length: 100 }, (_, index) => `line ${index}\n`);
  async function* body(): AsyncGenerator<string> {
    yield* pieces;
  }
  await serving(
    () => ({ status: 200, contentType: 'text/plain', body: body() }),
    async (url) => {
      const gzipped = await fetch(url);
      assert.equal(gzipped.headers.get('content-encoding'), 'gzip');
      assert.equal(await gzipped.text(), pieces.join(''));
      const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
      assert.equal(plain.headers.get('content-encoding'), null);
      assert.equal(await plain.text(), pieces.join(''));
    },
  );
});

test('an answer that breaks off is not taken for a whole one', async () => {
  async function* body(): AsyncGenerator<string> {
    yield 'beginning';
    throw new Error('broken');
  }
  await serving(
    () => ({ status: 200, contentType: 'text/plain', body: body() }),
    async (url) => {
      await assert.rejects(async () => (await fetch(url)).text());
    },
  );
});

test('a handler that throws is answered for with 500', async () => {
  const broken: HttpHandler = () => {
    throw new Error('broken');
  };
  await serving(broken, async (url) => assert.equal((await fetch(url)).status, 500));
});

test('a port that is taken is one clear line', async () => {
  const handle: HttpHandler = () => ({ status: 200, contentType: 'text/plain', body: '' });
  await serving(handle, async (url) => {
    const port = Number(new URL(url).port);
    await assert.rejects(
      realHttp.listen({ host: '127.0.0.1', port }, handle),
      (error) => error instanceof NetworkError && error.message.endsWith(`:${port}: the port is in use`),
    );
  });
});
