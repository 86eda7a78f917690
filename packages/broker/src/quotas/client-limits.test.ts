import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientQuotaImage, QuotaEntity } from '@moldau/metadata';
import { ClientLimits } from './client-limits.ts';

const KEY = 'producer_byte_rate';

/** `undefined`: not part of the entity. */
function limit(user: string | null | undefined, clientId: string | null | undefined, bound: number): ClientQuotaImage {
  const entity: QuotaEntity = new Map([
    ...(clientId === undefined ? [] : [['client-id', clientId] as const]),
    ...(user === undefined ? [] : [['user', user] as const]),
  ]);
  return { entity, quotas: new Map([[KEY, bound]]) };
}

test('the most specific limit holds, in the order of KIP-257', () => {
  const byPrecedence = [
    limit('ann', 'app', 1),
    limit('ann', null, 2),
    limit('ann', undefined, 3),
    limit(null, 'app', 4),
    limit(null, null, 5),
    limit(null, undefined, 6),
    limit(undefined, 'app', 7),
    limit(undefined, null, 8),
  ];
  for (const index of byPrecedence.keys()) {
    const left = byPrecedence.slice(index);
    assert.equal(new ClientLimits(left.toReversed(), KEY).find('ann', 'app')?.bound, index + 1);
  }
  assert.equal(new ClientLimits([], KEY).find('ann', 'app'), undefined);
});

test('a limit for others, or another quota, holds for nobody else', () => {
  const limits = new ClientLimits([limit('ann', 'app', 1), limit(undefined, 'tool', 2)], KEY);
  assert.equal(limits.find('bob', 'app'), undefined);
  assert.equal(limits.find('ann', 'other'), undefined);
  assert.equal(limits.find('bob', 'tool')?.bound, 2);
  assert.equal(new ClientLimits([limit('ann', 'app', 1)], 'consumer_byte_rate').isEmpty, true);
});

test('all client ids of a user share its limit, but each has its own where the limit is for both', () => {
  const shared = (limits: ClientLimits, user: string, clientId: string) => limits.find(user, clientId)?.sharedBy;
  const ofUser = new ClientLimits([limit(null, undefined, 1)], KEY);
  assert.equal(shared(ofUser, 'ann', 'a'), shared(ofUser, 'ann', 'b'));
  assert.notEqual(shared(ofUser, 'ann', 'a'), shared(ofUser, 'bob', 'a'));
  const ofBoth = new ClientLimits([limit('ann', null, 1)], KEY);
  assert.notEqual(shared(ofBoth, 'ann', 'a'), shared(ofBoth, 'ann', 'b'));
  const ofClient = new ClientLimits([limit(undefined, null, 1)], KEY);
  assert.equal(shared(ofClient, 'ann', 'a'), shared(ofClient, 'bob', 'a'));
});
