/** DescribeConfigs, AlterConfigs and IncrementalAlterConfigs of topics: B141–B143. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { alterConfigsApi } from '@moldau/protocol/messages/alter-configs';
import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { brokerUnderTest, eventually, topicName, versionsOf } from './support/broker-under-test.ts';
import type { Topic } from './support/requests.ts';

const TOPIC = 2;
const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3];

suite('Topic configs', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function described(name: string, keys: readonly string[] | null = null, version = 4, includeSynonyms = false) {
    const { results } = await broker.client.request(describeConfigsApi, version, {
      resources: [{ resourceType: TOPIC, resourceName: name, configurationKeys: keys }],
      includeSynonyms,
      includeDocumentation: false,
    });
    assert.equal(results.length, 1);
    return results[0] ?? { errorCode: -1, configs: [] };
  }

  async function valueOf({ name }: Topic, key: string): Promise<string | null | undefined> {
    return (await described(name, [key])).configs[0]?.value;
  }

  async function altered(
    name: string,
    key: string,
    configOperation: number,
    value: string | null,
    validateOnly = false,
  ) {
    const { responses } = await broker.client.request(incrementalAlterConfigsApi, 1, {
      resources: [{ resourceType: TOPIC, resourceName: name, configs: [{ name: key, configOperation, value }] }],
      validateOnly,
    });
    return responses[0]?.errorCode;
  }

  async function becomes(topic: Topic, key: string, value: string): Promise<void> {
    await eventually(async () => (await valueOf(topic, key)) === value);
  }

  test('every version describes all keys of a topic, or those asked for (B141)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '12345' });
    for (const version of versionsOf(describeConfigsApi)) {
      const all = await described(topic.name, null, version);
      assert.equal(all.errorCode, Errors.NONE, `v${version}`);
      const values = new Map(all.configs.map(({ name, value }) => [name, value]));
      assert.equal(values.get('cleanup.policy'), 'delete');
      assert.equal(values.get('retention.ms'), '12345');
      assert.ok(all.configs.every(({ readOnly, isSensitive }) => !readOnly && !isSensitive));
      if (version >= 1) {
        const source = (key: string) => all.configs.find(({ name }) => name === key)?.configSource;
        assert.deepEqual([source('retention.ms'), source('cleanup.policy')], [1, 5]);
      }
      const some = await described(topic.name, ['segment.bytes', 'no.such.key'], version);
      assert.deepEqual(
        some.configs.map(({ name, value }) => [name, value]),
        [['segment.bytes', '1073741824']],
      );
    }
  });

  test('an unknown topic is told (B141)', async () => {
    for (const version of versionsOf(describeConfigsApi)) {
      const answer = await described(topicName(), null, version);
      assert.equal(answer.errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
      assert.deepEqual(answer.configs, []);
    }
  });

  test('all that DescribeConfigs tells can be written back with AlterConfigs (B141)', async () => {
    const topic = await broker.topic(1, { 'cleanup.policy': 'compact,delete' });
    const { configs } = await described(topic.name);
    for (const version of versionsOf(alterConfigsApi)) {
      const { responses } = await broker.client.request(alterConfigsApi, version, {
        resources: [
          {
            resourceType: TOPIC,
            resourceName: topic.name,
            configs: configs.map(({ name, value }) => ({ name, value })),
          },
        ],
        validateOnly: false,
      });
      assert.equal(responses[0]?.errorCode, Errors.NONE, responses[0]?.errorMessage ?? '');
    }
  });

  test('AlterConfigs replaces what was set (B142)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '12345', 'max.message.bytes': '5000' });
    const { responses } = await broker.client.request(alterConfigsApi, 2, {
      resources: [{ resourceType: TOPIC, resourceName: topic.name, configs: [{ name: 'retention.ms', value: '777' }] }],
      validateOnly: false,
    });
    assert.equal(responses[0]?.errorCode, Errors.NONE);
    await becomes(topic, 'retention.ms', '777');
    assert.equal(await valueOf(topic, 'max.message.bytes'), '1048588');
  });

  test('IncrementalAlterConfigs sets, deletes, appends and subtracts (B142)', async () => {
    const topic = await broker.topic(1, { 'max.message.bytes': '5000' });
    const { name } = topic;
    assert.equal(await altered(name, 'retention.ms', SET, '777'), Errors.NONE);
    await becomes(topic, 'retention.ms', '777');
    assert.equal(await valueOf(topic, 'max.message.bytes'), '5000');
    assert.equal(await altered(name, 'retention.ms', DELETE, null), Errors.NONE);
    await becomes(topic, 'retention.ms', '604800000');
    assert.equal(await altered(name, 'cleanup.policy', APPEND, 'compact'), Errors.NONE);
    await becomes(topic, 'cleanup.policy', 'delete,compact');
    assert.equal(await altered(name, 'cleanup.policy', SUBTRACT, 'delete'), Errors.NONE);
    await becomes(topic, 'cleanup.policy', 'compact');
  });

  test('what cannot be is refused and changes nothing (B142, B160)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '12345' });
    const refused: readonly (readonly [string, number, string | null, number])[] = [
      ['retention.ms', SET, 'soon', Errors.INVALID_CONFIG],
      ['retention.ms', APPEND, '1', Errors.INVALID_CONFIG],
      ['retention.ms', SUBTRACT, '1', Errors.INVALID_CONFIG],
      ['retention.ms', SET, null, Errors.INVALID_REQUEST],
      ['no.such.key', SET, '1', Errors.INVALID_CONFIG],
      ['segment.bytes', SET, '1000', Errors.INVALID_CONFIG],
      ['cleanup.policy', SET, 'burn', Errors.INVALID_CONFIG],
      ['compression.type', SET, 'brotli', Errors.INVALID_CONFIG],
    ];
    for (const [key, operation, value, code] of refused) {
      assert.equal(await altered(topic.name, key, operation, value), code, `${key} ${operation} ${value}`);
    }
    assert.equal(await valueOf(topic, 'retention.ms'), '12345');
    assert.equal(await altered(topicName(), 'retention.ms', SET, '1'), Errors.UNKNOWN_TOPIC_OR_PARTITION);
  });

  test('validate_only checks and changes nothing (B142)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '12345' });
    assert.equal(await altered(topic.name, 'retention.ms', SET, '1', true), Errors.NONE);
    assert.equal(await altered(topic.name, 'retention.ms', SET, 'soon', true), Errors.INVALID_CONFIG);
    assert.equal(await valueOf(topic, 'retention.ms'), '12345');
  });

  test('synonyms are told where asked for (B141)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '12345' });
    for (const version of versionsOf(describeConfigsApi)) {
      const [quiet] = (await described(topic.name, ['retention.ms'], version)).configs;
      assert.deepEqual(quiet?.synonyms, []);
      const [asked] = (await described(topic.name, ['retention.ms'], version, true)).configs;
      assert.deepEqual([asked?.synonyms[0]?.name, asked?.synonyms[0]?.value], ['retention.ms', '12345']);
    }
  });
});
