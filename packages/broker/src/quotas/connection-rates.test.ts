import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientQuotaImage } from '@moldau/metadata';
import { connectionCreationRates } from '../settings/quota-settings.ts';
import { ConnectionRates } from './connection-rates.ts';

const windows = { count: 11, sizeMs: 1000 };

function ofAddress(address: string | null, rate: number): ClientQuotaImage {
  return { entity: new Map([['ip', address]]), quotas: new Map([['connection_creation_rate', rate]]) };
}

function rates(quotas: readonly ClientQuotaImage[], brokerConfigs: Readonly<Record<string, string>> = {}) {
  const limited = new ConnectionRates(windows);
  limited.limit(quotas, connectionCreationRates(new Map(Object.entries(brokerConfigs))));
  return limited;
}

test('without limits everybody is served at once', () => {
  const unlimited = rates([]);
  for (let count = 0; count < 1000; count++) {
    assert.deepEqual(unlimited.arrival('PLAINTEXT', '10.0.0.1', 0), { isServed: true, afterMs: 0 });
  }
});

test('beyond the rate of its address a connection is closed, and does not count', () => {
  const limited = rates([ofAddress('10.0.0.1', 2)]);
  const served = (nowMs: number) => limited.arrival('PLAINTEXT', '10.0.0.1', nowMs).isServed;
  const first = Array.from({ length: 30 }, () => served(0));
  assert.equal(first.filter(Boolean).length, 20);
  assert.deepEqual(limited.arrival('PLAINTEXT', '10.0.0.1', 0), { isServed: false, afterMs: 500 });
  assert.equal(limited.arrival('PLAINTEXT', '10.0.0.2', 0).isServed, true);
  assert.equal(served(11_000), true, 'the first ones are forgotten');
});

test('an address has its own rate, or the default, however it is written', () => {
  const limited = rates([ofAddress('0:0:0:0:0:0:0:1', 100), ofAddress(null, 0.1)]);
  const servedOf = (address: string) =>
    Array.from({ length: 50 }, () => limited.arrival('PLAINTEXT', address, 0)).filter(({ isServed }) => isServed)
      .length;
  assert.equal(servedOf('::1'), 50);
  assert.equal(servedOf('10.0.0.1'), 1);
});

test('beyond the rate of the broker connections wait, as if accepted one after the other', () => {
  const limited = rates([], { 'max.connection.creation.rate': '10' });
  const delays = Array.from({ length: 300 }, () => limited.arrival('PLAINTEXT', '10.0.0.1', 0));
  assert.ok(delays.every(({ isServed }) => isServed));
  assert.deepEqual(
    delays.slice(0, 100),
    Array.from({ length: 100 }, () => ({ isServed: true, afterMs: 0 })),
  );
  const last = delays.at(-1)?.afterMs ?? 0;
  assert.ok(last >= 15_000 && last <= 25_000, `the last of 200 too many waits ${last} ms at 10 a second`);
  assert.deepEqual(
    delays.map(({ afterMs }) => afterMs),
    delays.map(({ afterMs }) => afterMs).toSorted((a, b) => a - b),
  );
});

test('a listener may have a rate of its own', () => {
  const limited = rates([], { 'listener.name.inside.max.connection.creation.rate': '1' });
  const waits = (listener: string) =>
    Array.from({ length: 20 }, () => limited.arrival(listener, '10.0.0.1', 0)).some(({ afterMs }) => afterMs > 0);
  assert.equal(waits('INSIDE'), true);
  assert.equal(waits('OUTSIDE'), false);
});
