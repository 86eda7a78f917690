import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigCatalog, defaultGroupBounds, groupConfigSettings } from '@moldau/cluster';
import { type ClusterImage, emptyImage } from '@moldau/metadata';
import { ImageGroupConfigs } from './group-configs.ts';

function configs(ofGroup: Readonly<Record<string, string>>, max = 60_000): ImageGroupConfigs {
  const catalog = new ConfigCatalog({
    brokerId: 1,
    staticTexts: new Map(),
    topic: [],
    broker: [],
    group: groupConfigSettings({
      ...defaultGroupBounds,
      'consumer.session.timeout.ms': { default: 45_000, min: 45_000, max },
    }),
    clientMetrics: [],
    topicProblems: () => [],
    brokerProblems: () => [],
  });
  const group = new Map([['g', new Map(Object.entries(ofGroup))]]);
  const empty = emptyImage('cluster');
  const image: ClusterImage = { ...empty, configs: { ...empty.configs, group } };
  return new ImageGroupConfigs(catalog, () => image);
}

test('a group has its own configs over those of the broker', () => {
  const groups = configs({ 'consumer.session.timeout.ms': '50000' });
  assert.deepEqual(groups.consumer('g'), { sessionTimeoutMs: 50_000, heartbeatIntervalMs: 5_000 });
  assert.deepEqual(groups.consumer('other'), { sessionTimeoutMs: 45_000, heartbeatIntervalMs: 5_000 });
});

test('what was set under other bounds of the broker does not count', () => {
  const groups = configs({ 'consumer.session.timeout.ms': '59000' }, 50_000);
  assert.equal(groups.consumer('g').sessionTimeoutMs, 45_000);
});
