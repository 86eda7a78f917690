import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { silentLogger } from '@moldau/runtime';
import { type AdminFixture, adminFixture } from '../handlers/testing/admin-fixture.ts';
import { LiveSettings } from './live-settings.ts';

const BROKER = 4;
const [SET, DELETE] = [0, 1];

async function fixture(staticTexts: Readonly<Record<string, string>> = {}) {
  const admin = await adminFixture([{ brokerId: 1 }], new Map(Object.entries(staticTexts)));
  const { catalog, image } = admin;
  return { admin, live: new LiveSettings({ catalog, image, log: silentLogger }) };
}

async function alter({ controller }: AdminFixture, name: string, config: string, value: string | null) {
  const configs = [{ name: config, operation: value === null ? DELETE : SET, value }];
  const [result] = await controller.incrementalAlterConfigs([{ type: BROKER, name, configs }], { validateOnly: false });
  return result?.error?.message;
}

describe('the settings as they are now', () => {
  test('are those of this broker over those of all over those it was started with', async () => {
    const { admin, live } = await fixture({ 'max.connections': '100' });
    assert.equal(live.current.maxConnections, 100);
    assert.equal(await alter(admin, '', 'max.connections', '200'), undefined);
    assert.equal(live.current.maxConnections, 200);
    assert.equal(await alter(admin, '1', 'max.connections', '300'), undefined);
    assert.equal(live.current.maxConnections, 300);
    assert.equal(await alter(admin, '1', 'max.connections', null), undefined);
    assert.equal(await alter(admin, '', 'max.connections', null), undefined);
    assert.equal(live.current.maxConnections, 100);
  });

  test('are one object until something changes', async () => {
    const { admin, live } = await fixture();
    const before = live.current;
    assert.equal(live.current, before);
    await alter(admin, '', 'producer.id.expiration.ms', '5');
    assert.notEqual(live.current, before);
    assert.equal(live.current.producerIdExpirationMs, 5);
    assert.equal(live.current, live.current);
  });
});

describe('a dynamic config of a broker is refused', () => {
  const refused: readonly [broker: string, name: string, value: string, problem: RegExp][] = [
    ['1', 'num.partitions', '2', /^Cannot update these configs dynamically: Set\(num\.partitions\)$/],
    ['1', 'log.retention.hours', '2', /^Cannot update these configs dynamically: Set\(log\.retention\.hours\)$/],
    ['', 'sasl.jaas.config', 'x', /^Cannot update these configs at default cluster level, broker id must be specified/],
    ['1', 'ssl.key.password', 'x', /^These security configs can be dynamically updated only per-listener/],
    ['', 'num.io.threads', '100', /num\.io\.threads=100, value should not be greater than double the current value 8$/],
    ['', 'num.io.threads', '3', /num\.io\.threads=3, value should be at least half the current value 8$/],
    ['1', 'max.connection.creation.rate', '0', /^Invalid max\.connection\.creation\.rate 0$/],
    ['1', 'max.connections.per.ip', '0', /^max\.connections\.per\.ip can be zero only if/],
    ['1', 'log.retention.ms', '0', /^Invalid value 0 for configuration log\.retention\.ms/],
    ['1', 'log.cleaner.dedupe.buffer.size', '1000', /^log\.cleaner\.dedupe\.buffer\.size must be more than 1 MiB/],
    ['1', 'log.local.retention.ms', '99999999999', /^Invalid value 99999999999 .* not be more than log\.retention\.ms/],
    ['1', 'log.cleaner.min.compaction.lag.ms', 'soon', /Not a number of type LONG$/],
    ['1', 'leader.replication.throttled.rate', 'fast', /Not a number of type LONG$/],
    ['1', 'listener.name.plaintext.max.connections', 'many', /Not a number of type INT$/],
  ];
  for (const [broker, name, value, problem] of refused) {
    test(`${name}=${value} for ${broker === '' ? 'all' : 'one'}`, async () => {
      const { admin } = await fixture();
      assert.match((await alter(admin, broker, name, value)) ?? 'not at all', problem);
    });
  }

  test('but may be set together with what it depends on', async () => {
    const { admin, live } = await fixture();
    assert.equal(await alter(admin, '', 'max.connections.per.ip.overrides', '127.0.0.1:3'), undefined);
    assert.equal(await alter(admin, '', 'max.connections.per.ip', '0'), undefined);
    assert.equal(live.current.maxConnectionsPerIp, 0);
    assert.match((await alter(admin, '', 'max.connections.per.ip.overrides', null)) ?? '', /can be zero only if/);
  });
});
