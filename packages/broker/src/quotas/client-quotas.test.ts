import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClusterImage, emptyImage, type QuotaEntity, quotaEntityKey } from '@moldau/metadata';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { produceApi } from '@moldau/protocol/messages/produce';
import type { ClientConnection, RequestContext } from '../handlers/handler.ts';
import { ManualClock } from '../network/testing/scripted-connection.ts';
import { ClientQuotas } from './client-quotas.ts';

const settings = {
  quotaWindowNum: 11,
  quotaWindowSizeSeconds: 1,
  controllerQuotaWindowNum: 11,
  controllerQuotaWindowSizeSeconds: 1,
};
const connection: ClientConnection = { id: 'c', onClose: () => () => {}, throttle() {} };
const context: RequestContext = {
  apiVersion: 7,
  correlationId: 1,
  clientId: 'app',
  clientHost: '/10.0.0.1',
  listenerName: 'PLAINTEXT',
  localEndpoint: { host: '10.0.0.2', port: 9092 },
  connection,
};

function imageWith(quotas: Readonly<Record<string, number>>, user = 'ANONYMOUS'): ClusterImage {
  const entity: QuotaEntity = new Map([['user', user]]);
  const image = { entity, quotas: new Map(Object.entries(quotas)) };
  return { ...emptyImage('cluster'), clientQuotas: new Map([[quotaEntityKey(entity), image]]) };
}

function quotasWith(limits: Readonly<Record<string, number>>, user?: string) {
  const clock = new ManualClock();
  const quotas = new ClientQuotas(settings, clock);
  const apply = (image: ClusterImage) => quotas.apply(image, () => ({ broker: undefined, listener: () => undefined }));
  apply(imageWith(limits, user));
  return { clock, quotas, apply };
}

function charge(quotas: ClientQuotas, apiKey: number, bytes: number, tookMs = 0, from = connection): number {
  return quotas.charge({ apiKey, connection: from, clientId: 'app', bytes, startedMs: quotas.nowMs() - tookMs });
}

test('nothing is measured until somebody is limited, nor after the last limit is gone', () => {
  const clock = new ManualClock();
  const quotas = new ClientQuotas(settings, clock);
  assert.equal(quotas.isActive, false);
  const { apply, quotas: limited } = quotasWith({ producer_byte_rate: 1 });
  assert.equal(limited.isActive, true);
  apply(emptyImage('cluster'));
  assert.equal(limited.isActive, false);
});

test('a limit of a user holds for those who are that user, and for nobody else', () => {
  const anonymous = quotasWith({ producer_byte_rate: 1000 }).quotas;
  assert.equal(charge(anonymous, produceApi.key, 20_000), 10_000);
  const { quotas } = quotasWith({ producer_byte_rate: 1000 }, 'ann');
  assert.equal(charge(quotas, produceApi.key, 20_000), 0);
  assert.equal(charge(quotas, produceApi.key, 20_000, 0, { ...connection, principalName: 'ann' }), 10_000);
});

test('produced bytes are those of Produce alone', () => {
  const { quotas } = quotasWith({ producer_byte_rate: 1000 });
  assert.equal(charge(quotas, heartbeatApi.key, 50_000), 0);
});

test('100 percent are all of the time of the event loop, and nobody waits for more than a window (KIP-124)', () => {
  const { clock, quotas } = quotasWith({ request_percentage: 10 });
  clock.advance(1000);
  assert.equal(charge(quotas, heartbeatApi.key, 10, 1000), 0, 'a tenth of ten seconds');
  assert.equal(charge(quotas, heartbeatApi.key, 10, 50), 500);
  assert.equal(charge(quotas, heartbeatApi.key, 10, 900), 1000);
});

test('what a throttled fetch does not send does not count (B13)', () => {
  const { clock, quotas } = quotasWith({ consumer_byte_rate: 1000 });
  assert.equal(quotas.fetched.bytesMax(context), 10_000);
  assert.equal(quotas.fetched.throttleMs(context, 9000), 0);
  assert.equal(quotas.fetched.throttleMs(context, 2000), 1000);
  assert.equal(quotas.fetched.throttleMs(context, 2000), 1000, 'not more than before');
  clock.advance(1000);
  assert.equal(quotas.fetched.throttleMs(context, 1000), 0);
});

test('a fetch is withheld from who has kept the event loop busy (B13)', () => {
  const { clock, quotas } = quotasWith({ request_percentage: 10 });
  clock.advance(2000);
  assert.equal(quotas.fetched.throttleMs(context, 5000), 0);
  assert.equal(charge(quotas, heartbeatApi.key, 10, 1040), 400);
  assert.equal(quotas.fetched.throttleMs(context, 5000), 400);
});

test('a limit that changes holds from then on, for what was measured before (KIP-546)', () => {
  const { apply, quotas } = quotasWith({ producer_byte_rate: 1000 });
  assert.equal(charge(quotas, produceApi.key, 10_000), 0);
  apply(imageWith({ producer_byte_rate: 500 }));
  assert.equal(charge(quotas, produceApi.key, 0), 10_000);
});

test('a change is refused while its client is in debt, and each topic is charged once (KIP-599)', () => {
  const { clock, quotas } = quotasWith({ controller_mutation_rate: 1 });
  const throttled: number[] = [];
  const from = { ...connection, throttle: (delayMs: number) => throttled.push(delayMs) };
  const permit = (apiVersion: number) => quotas.mutations.permit({ ...context, apiVersion, connection: from }, 6);
  const strict = permit(7);
  assert.equal(strict.admit?.('a', 13), undefined);
  assert.equal(strict.admit?.('a', 13), undefined);
  assert.notEqual(strict.admit?.('b', 1), undefined);
  assert.equal(strict.settle(), 2000);
  clock.advance(2000);
  const lenient = permit(5);
  assert.equal(lenient.admit?.('c', 3), undefined);
  assert.equal(lenient.settle(), 3000);
  assert.deepEqual(throttled, [2000, 3000]);
});
