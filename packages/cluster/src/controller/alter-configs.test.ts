import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ErrorCode, Errors } from '@moldau/protocol';
import { ConfigOperations, type IncrementalAlteration, ResourceTypes } from './controller.ts';
import { type ControllerFixture, createTopics, newTopic, startFixture } from './testing/controller-fixture.ts';

const { TOPIC, BROKER, BROKER_LOGGER, CLIENT_METRICS, GROUP } = ResourceTypes;
const { SET, DELETE, APPEND, SUBTRACT } = ConfigOperations;
const written = { validateOnly: false };

type Change = readonly [operation: number, name: string, value: string | null];

function alteration(type: number, name: string, ...changes: Change[]): IncrementalAlteration {
  return { type, name, configs: changes.map(([operation, config, value]) => ({ operation, name: config, value })) };
}

async function alter({ controller }: ControllerFixture, ...resources: IncrementalAlteration[]): Promise<ErrorCode[]> {
  const results = await controller.incrementalAlterConfigs(resources, written);
  return results.map(({ error }) => error?.code ?? Errors.NONE);
}

async function withTopic(configs: Record<string, string> = {}): Promise<ControllerFixture> {
  const fixture = await startFixture();
  const given = Object.entries(configs).map(([name, value]) => ({ name, value }));
  await createTopics(fixture, newTopic('t', { configs: given }));
  return fixture;
}

function topicConfigs({ image }: ControllerFixture): Record<string, string> {
  return Object.fromEntries(image().configs.topic.get('t') ?? []);
}

describe('altering configs one by one', () => {
  test('sets and deletes, and leaves the others', async () => {
    const fixture = await withTopic({ 'retention.ms': '1', 'segment.ms': '2' });
    const changes: Change[] = [
      [SET, 'retention.ms', '10'],
      [SET, 'flush.ms', '3'],
      [DELETE, 'segment.ms', null],
    ];
    assert.deepEqual(await alter(fixture, alteration(TOPIC, 't', ...changes)), [Errors.NONE]);
    assert.deepEqual(topicConfigs(fixture), { 'retention.ms': '10', 'flush.ms': '3' });
  });

  test('appends to a list and subtracts from it, starting with the default', async () => {
    const fixture = await withTopic();
    await alter(fixture, alteration(TOPIC, 't', [APPEND, 'cleanup.policy', 'compact']));
    assert.deepEqual(topicConfigs(fixture), { 'cleanup.policy': 'delete,compact' });
    await alter(fixture, alteration(TOPIC, 't', [APPEND, 'cleanup.policy', 'compact,delete']));
    assert.deepEqual(topicConfigs(fixture), { 'cleanup.policy': 'delete,compact' });
    await alter(fixture, alteration(TOPIC, 't', [SUBTRACT, 'cleanup.policy', 'delete']));
    assert.deepEqual(topicConfigs(fixture), { 'cleanup.policy': 'compact' });
    await alter(fixture, alteration(TOPIC, 't', [SUBTRACT, 'cleanup.policy', 'compact,delete']));
    assert.deepEqual(topicConfigs(fixture), { 'cleanup.policy': '' });
  });

  test('a list that the broker gives is what a topic appends to', async () => {
    const fixture = await startFixture({ staticTexts: new Map([['log.cleanup.policy', 'compact']]) });
    await createTopics(fixture, newTopic('t'));
    await alter(fixture, alteration(TOPIC, 't', [APPEND, 'cleanup.policy', 'delete']));
    assert.deepEqual(topicConfigs(fixture), { 'cleanup.policy': 'compact,delete' });
  });

  const refused: readonly [string, IncrementalAlteration, ErrorCode][] = [
    ['an unknown topic config', alteration(TOPIC, 't', [SET, 'foo', '1']), Errors.INVALID_CONFIG],
    ['a bad value', alteration(TOPIC, 't', [SET, 'retention.ms', 'x']), Errors.INVALID_CONFIG],
    [
      'configs that contradict each other',
      alteration(TOPIC, 't', [SET, 'min.compaction.lag.ms', '9'], [SET, 'max.compaction.lag.ms', '5']),
      Errors.INVALID_CONFIG,
    ],
    ['appending to what is no list', alteration(TOPIC, 't', [APPEND, 'retention.ms', '1']), Errors.INVALID_CONFIG],
    [
      'subtracting from what is no list',
      alteration(TOPIC, 't', [SUBTRACT, 'retention.ms', '1']),
      Errors.INVALID_CONFIG,
    ],
    ['a null value', alteration(TOPIC, 't', [SET, 'retention.ms', null]), Errors.INVALID_REQUEST],
    [
      'the same config twice',
      alteration(TOPIC, 't', [SET, 'retention.ms', '1'], [DELETE, 'retention.ms', null]),
      Errors.INVALID_REQUEST,
    ],
    ['an unknown operation', alteration(TOPIC, 't', [9, 'retention.ms', '1']), Errors.INVALID_REQUEST],
    ['an unknown topic', alteration(TOPIC, 'nope', [SET, 'retention.ms', '1']), Errors.UNKNOWN_TOPIC_OR_PARTITION],
    ['an illegal topic name', alteration(TOPIC, '..', [SET, 'retention.ms', '1']), Errors.INVALID_TOPIC_EXCEPTION],
    ['all topics', alteration(TOPIC, '', [SET, 'retention.ms', '1']), Errors.INVALID_REQUEST],
    ['an unknown resource type', alteration(99, 't', [SET, 'retention.ms', '1']), Errors.INVALID_REQUEST],
    ['another broker', alteration(BROKER, '9', [SET, 'message.max.bytes', '9']), Errors.INVALID_REQUEST],
    ['a broker that is no number', alteration(BROKER, 'x', [SET, 'message.max.bytes', '9']), Errors.INVALID_REQUEST],
    ['a read-only broker config', alteration(BROKER, '1', [SET, 'node.id', '2']), Errors.INVALID_REQUEST],
    ['a bad broker value', alteration(BROKER, '1', [SET, 'message.max.bytes', 'x']), Errors.INVALID_REQUEST],
    [
      'a config of single brokers for all',
      alteration(BROKER, '', [SET, 'listeners', 'A://:1']),
      Errors.INVALID_REQUEST,
    ],
    [
      'appending to a broker config that is no list',
      alteration(BROKER, '', [APPEND, 'message.max.bytes', '1']),
      Errors.INVALID_CONFIG,
    ],
    ['a logger', alteration(BROKER_LOGGER, '1', [SET, 'kafka', 'DEBUG']), Errors.INVALID_REQUEST],
    ['an unknown group config', alteration(GROUP, 'g', [SET, 'foo', '1']), Errors.INVALID_CONFIG],
    [
      'a group config out of bounds',
      alteration(GROUP, 'g', [SET, 'consumer.session.timeout.ms', '1']),
      Errors.INVALID_CONFIG,
    ],
    ['all groups', alteration(GROUP, '', [SET, 'consumer.session.timeout.ms', '50000']), Errors.INVALID_REQUEST],
    ['an unknown client metrics config', alteration(CLIENT_METRICS, 'm', [SET, 'foo', '1']), Errors.INVALID_REQUEST],
  ];
  for (const [what, resource, code] of refused) {
    test(`refuses ${what} and changes nothing (B142)`, async () => {
      const fixture = await withTopic({ 'segment.ms': '2' });
      const before = fixture.image().revision;
      assert.deepEqual(await alter(fixture, resource), [code]);
      assert.equal(fixture.image().revision, before);
    });
  }

  test('refuses every mention of a resource that comes twice, and serves the others', async () => {
    const fixture = await withTopic();
    const change: Change = [SET, 'retention.ms', '1'];
    const codes = await alter(
      fixture,
      alteration(TOPIC, 't', change),
      alteration(GROUP, 'g', [SET, 'consumer.session.timeout.ms', '50000']),
      alteration(TOPIC, 't', change),
    );
    assert.deepEqual(codes, [Errors.INVALID_REQUEST, Errors.NONE, Errors.INVALID_REQUEST]);
    assert.equal(fixture.image().configs.group.get('g')?.get('consumer.session.timeout.ms'), '50000');
    assert.deepEqual(topicConfigs(fixture), {});
  });

  test('changes brokers, all brokers, groups and client metrics', async () => {
    const fixture = await withTopic();
    const codes = await alter(
      fixture,
      alteration(BROKER, '', [SET, 'message.max.bytes', '2000000'], [SET, 'plugin.option', 'x']),
      alteration(BROKER, '1', [SET, 'message.max.bytes', '3000000']),
      alteration(CLIENT_METRICS, 'm', [SET, 'interval.ms', '60000']),
    );
    assert.deepEqual(codes, [Errors.NONE, Errors.NONE, Errors.NONE]);
    const { broker, clientMetrics } = fixture.image().configs;
    assert.deepEqual(Object.fromEntries(broker.get('') ?? []), {
      'message.max.bytes': '2000000',
      'plugin.option': 'x',
    });
    assert.equal(broker.get('1')?.get('message.max.bytes'), '3000000');
    assert.equal(clientMetrics.get('m')?.get('interval.ms'), '60000');
  });

  test('deleting what was never set succeeds and writes nothing', async () => {
    const fixture = await withTopic();
    const before = fixture.image().revision;
    assert.deepEqual(await alter(fixture, alteration(TOPIC, 't', [DELETE, 'foo', null])), [Errors.NONE]);
    assert.equal(fixture.image().revision, before);
  });

  test('validate only changes nothing', async () => {
    const fixture = await withTopic();
    const changes = [alteration(TOPIC, 't', [SET, 'retention.ms', '1']), alteration(TOPIC, 'x', [SET, 'foo', '1'])];
    const results = await fixture.controller.incrementalAlterConfigs(changes, { validateOnly: true });
    assert.deepEqual(
      results.map(({ error }) => error?.code),
      [undefined, Errors.UNKNOWN_TOPIC_OR_PARTITION],
    );
    assert.deepEqual(topicConfigs(fixture), {});
  });

  test('changes that come at once all take effect', async () => {
    const fixture = await withTopic();
    const names = ['retention.ms', 'segment.ms', 'flush.ms', 'retention.bytes'];
    await Promise.all(names.map((name, index) => alter(fixture, alteration(TOPIC, 't', [SET, name, `${index + 1}`]))));
    assert.deepEqual(topicConfigs(fixture), {
      'retention.ms': '1',
      'segment.ms': '2',
      'flush.ms': '3',
      'retention.bytes': '4',
    });
  });
});

describe('altering all configs of a resource', () => {
  test('replaces what was set (B142)', async () => {
    const fixture = await withTopic({ 'retention.ms': '1', 'segment.ms': '2' });
    const configs = [{ name: 'flush.ms', value: '3' }];
    const results = await fixture.controller.alterConfigs([{ type: TOPIC, name: 't', configs }], written);
    assert.deepEqual(results, [{ type: TOPIC, name: 't', error: undefined }]);
    assert.deepEqual(topicConfigs(fixture), { 'flush.ms': '3' });
  });

  test('takes back everything that DescribeConfigs shows of a topic (B141)', async () => {
    const fixture = await withTopic();
    const shown = fixture.catalog.topicEntries(fixture.image(), new Map(), 1);
    assert.ok(shown.every(({ value }) => value !== null));
    const configs = shown.map(({ name, value }) => ({ name, value }));
    const results = await fixture.controller.alterConfigs([{ type: TOPIC, name: 't', configs }], written);
    assert.deepEqual(results[0]?.error, undefined);
  });

  test('refuses what altering one by one refuses', async () => {
    const fixture = await withTopic({ 'segment.ms': '2' });
    const config = (type: number, name: string, config: string, value: string | null) => ({
      type,
      name,
      configs: [{ name: config, value }],
    });
    const results = await fixture.controller.alterConfigs(
      [
        config(TOPIC, 'nope', 'retention.ms', '1'),
        config(TOPIC, 't', 'foo', '1'),
        config(BROKER, '1', 'node.id', '1'),
        config(GROUP, 'g', 'consumer.session.timeout.ms', null),
        config(BROKER_LOGGER, '1', 'kafka', 'DEBUG'),
      ],
      written,
    );
    const { UNKNOWN_TOPIC_OR_PARTITION, INVALID_CONFIG, INVALID_REQUEST } = Errors;
    assert.deepEqual(
      results.map(({ error }) => error?.code),
      [UNKNOWN_TOPIC_OR_PARTITION, INVALID_CONFIG, INVALID_REQUEST, INVALID_REQUEST, INVALID_REQUEST],
    );
    assert.deepEqual(topicConfigs(fixture), { 'segment.ms': '2' });
  });
});
