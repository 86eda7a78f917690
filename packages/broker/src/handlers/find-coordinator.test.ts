import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, Reader, Writer } from '@moldau/protocol';
import { type FindCoordinatorResponse, findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { findCoordinatorHandler } from './find-coordinator.ts';
import type { RequestContext } from './handler.ts';

function contextOf(apiVersion: number): RequestContext {
  const endpoint = { host: '127.0.0.1', port: 9092 };
  return {
    apiVersion,
    correlationId: 1,
    clientId: 'client',
    clientHost: '/127.0.0.1',
    listenerName: 'PLAINTEXT',
    localEndpoint: endpoint,
    connection: { id: 'connection', onClose: () => () => {}, throttle: () => {} },
  };
}

interface Question {
  readonly keys?: readonly string[];
  readonly keyType?: number;
  readonly exists?: boolean;
}

const topics = ['__consumer_offsets', '__transaction_state'];

/** The answer as a client of that version sees it. */
async function find(apiVersion: number, { keys = ['g'], keyType = 0, exists = true }: Question = {}) {
  const handler = findCoordinatorHandler({
    ensureInternalTopic: (name) => Promise.resolve(topics.includes(name) && exists),
    coordinatorFor: (topic, key, { listenerName }) => ({
      nodeId: topics.indexOf(topic) + 7,
      host: `${listenerName}-${key}`,
      port: 9092,
    }),
  });
  const request = { key: keys[0] ?? '', keyType, coordinatorKeys: apiVersion >= 4 ? keys : [] };
  const response: FindCoordinatorResponse = await handler(request, contextOf(apiVersion));
  const writer = new Writer();
  findCoordinatorApi.encodeResponse(writer, response, apiVersion);
  return findCoordinatorApi.decodeResponse(new Reader(writer.toBuffer()), apiVersion);
}

test('up to v3 one key is answered, since v4 a list, each with an error of its own (B101)', async () => {
  for (let apiVersion = 0; apiVersion <= 3; apiVersion++) {
    const { errorCode, nodeId, host, port } = await find(apiVersion);
    assert.deepEqual([errorCode, nodeId, host, port], [Errors.NONE, 7, 'PLAINTEXT-g', 9092]);
  }
  for (let apiVersion = 4; apiVersion <= 6; apiVersion++) {
    const { coordinators } = await find(apiVersion, { keys: ['g', 'h'] });
    assert.deepEqual(
      coordinators.map(({ key, nodeId, host, errorCode }) => [key, nodeId, host, errorCode]),
      [
        ['g', 7, 'PLAINTEXT-g', Errors.NONE],
        ['h', 7, 'PLAINTEXT-h', Errors.NONE],
      ],
    );
  }
});

test('since v1 a transactional id finds its coordinator, since v4 many do (B59)', async () => {
  for (let apiVersion = 1; apiVersion <= 3; apiVersion++) {
    const { errorCode, nodeId, host } = await find(apiVersion, { keyType: 1, keys: ['orders'] });
    assert.deepEqual([errorCode, nodeId, host], [Errors.NONE, 8, 'PLAINTEXT-orders']);
  }
  for (let apiVersion = 4; apiVersion <= 6; apiVersion++) {
    const { coordinators } = await find(apiVersion, { keyType: 1, keys: ['orders', 'bills'] });
    assert.deepEqual(
      coordinators.map(({ key, nodeId, errorCode }) => [key, nodeId, errorCode]),
      [
        ['orders', 8, Errors.NONE],
        ['bills', 8, Errors.NONE],
      ],
    );
  }
});

test('an unknown key type is refused (B101)', async () => {
  assert.equal((await find(3, { keyType: 9 })).errorCode, Errors.INVALID_REQUEST);
  const { coordinators } = await find(6, { keyType: 9 });
  assert.deepEqual(
    coordinators.map(({ errorCode, nodeId, host, port }) => [errorCode, nodeId, host, port]),
    [[Errors.INVALID_REQUEST, -1, '', -1]],
  );
});

test('while the internal topic is not there yet the coordinator is not available (B101)', async () => {
  assert.equal((await find(0, { exists: false })).errorCode, Errors.COORDINATOR_NOT_AVAILABLE);
  const { coordinators } = await find(4, { exists: false });
  assert.equal(coordinators[0]?.errorCode, Errors.COORDINATOR_NOT_AVAILABLE);
});

test('an empty group id finds a coordinator (B101)', async () => {
  const { coordinators } = await find(4, { keys: [''] });
  assert.equal(coordinators[0]?.errorCode, Errors.NONE);
});
