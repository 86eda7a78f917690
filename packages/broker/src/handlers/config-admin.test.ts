import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors, ProtocolError } from '@moldau/protocol';
import { alterConfigsApi } from '@moldau/protocol/messages/alter-configs';
import {
  type DescribeConfigsRequest,
  type DescribeConfigsResult,
  describeConfigsApi,
} from '@moldau/protocol/messages/describe-configs';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { alterConfigsHandler } from './alter-configs.ts';
import { describeConfigsHandler } from './describe-configs.ts';
import { incrementalAlterConfigsHandler } from './incremental-alter-configs.ts';
import { type AdminFixture, adminFixture, ask, versionsOf } from './testing/admin-fixture.ts';

const TOPIC = 2;
const BROKER = 4;

async function describeConfigs(
  fixture: AdminFixture,
  version: number,
  resources: readonly (readonly [type: number, name: string, keys?: readonly string[] | null])[],
  changes: Partial<DescribeConfigsRequest> = {},
): Promise<readonly DescribeConfigsResult[]> {
  const request: DescribeConfigsRequest = {
    resources: resources.map(([resourceType, resourceName, configurationKeys = null]) => ({
      resourceType,
      resourceName,
      configurationKeys,
    })),
    includeSynonyms: false,
    includeDocumentation: false,
    ...changes,
  };
  return (await ask(describeConfigsApi, describeConfigsHandler(fixture), version, request)).results;
}

function namesOf(result: DescribeConfigsResult | undefined): string[] {
  return result?.configs.map(({ name }) => name) ?? [];
}

describe('DescribeConfigs (B141)', () => {
  test('shows all configs of a topic in every version, with type and documentation from 3 on', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a', configs: [{ name: 'retention.ms', value: '5' }] });
    for (const version of versionsOf(describeConfigsApi)) {
      const changes = { includeSynonyms: true, includeDocumentation: version >= 3 };
      const [result] = await describeConfigs(fixture, version, [[TOPIC, 'a']], changes);
      assert.deepEqual([result?.errorCode, result?.errorMessage], [Errors.NONE, '']);
      assert.ok(namesOf(result).includes('cleanup.policy'));
      const retention = result?.configs.find(({ name }) => name === 'retention.ms');
      assert.deepEqual([retention?.value, retention?.configSource, retention?.readOnly], ['5', 1, false]);
      assert.deepEqual(retention?.synonyms, [{ name: 'retention.ms', value: '5', source: 1 }]);
      assert.equal(retention?.configType, version >= 3 ? 5 : 0);
      assert.equal((retention?.documentation ?? '').length > 0, version >= 3);
    }
  });

  test('shows synonyms and documentation only when asked', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    const [result] = await describeConfigs(fixture, 4, [[TOPIC, 'a']]);
    for (const config of result?.configs ?? []) assert.deepEqual([config.synonyms, config.documentation], [[], null]);
  });

  test('null and an empty list are all keys, otherwise only those that are asked for', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    const [all, empty, some] = await describeConfigs(fixture, 1, [
      [TOPIC, 'a'],
      [TOPIC, 'a', []],
      [TOPIC, 'a', ['segment.ms', 'nope']],
    ]);
    assert.deepEqual(namesOf(empty), namesOf(all));
    assert.deepEqual(namesOf(some), ['segment.ms']);
  });

  test('shows this broker and the cluster-wide defaults', async () => {
    const fixture = await adminFixture();
    const configs = [{ name: 'message.max.bytes', operation: 0, value: '9000000' }];
    await fixture.controller.incrementalAlterConfigs([{ type: BROKER, name: '', configs }], { validateOnly: false });
    const [broker, all] = await describeConfigs(fixture, 4, [
      [BROKER, '1', ['node.id', 'message.max.bytes']],
      [BROKER, ''],
    ]);
    assert.deepEqual(
      broker?.configs.map(({ name, value, readOnly, configSource }) => [name, value, readOnly, configSource]),
      [
        ['message.max.bytes', '9000000', false, 3],
        ['node.id', '1', true, 4],
      ],
    );
    assert.deepEqual(namesOf(all), ['message.max.bytes']);
  });

  test('tells what is wrong with each resource', async () => {
    const fixture = await adminFixture();
    const results = await describeConfigs(fixture, 4, [
      [TOPIC, 'nope'],
      [TOPIC, ''],
      [TOPIC, '..'],
      [BROKER, '7'],
      [BROKER, 'abc'],
      [8, ''],
      [8, '7'],
      [32, ''],
      [16, ''],
    ]);
    const { UNKNOWN_TOPIC_OR_PARTITION, INVALID_TOPIC_EXCEPTION, INVALID_REQUEST } = Errors;
    assert.deepEqual(
      results.map(({ errorCode }) => errorCode),
      [
        UNKNOWN_TOPIC_OR_PARTITION,
        INVALID_TOPIC_EXCEPTION,
        INVALID_TOPIC_EXCEPTION,
        ...Array.from({ length: 6 }, () => INVALID_REQUEST),
      ],
    );
  });

  test('shows groups and client metrics whether or not anything is set, and no loggers', async () => {
    const fixture = await adminFixture();
    const [group, metrics, logger] = await describeConfigs(fixture, 4, [
      [32, 'g'],
      [16, 'm'],
      [8, '1'],
    ]);
    assert.ok(namesOf(group).includes('consumer.session.timeout.ms'));
    assert.deepEqual(namesOf(metrics), ['interval.ms', 'match', 'metrics']);
    assert.deepEqual([logger?.errorCode, namesOf(logger)], [Errors.NONE, []]);
  });

  test('a resource type that nobody knows makes the whole request invalid', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    const results = await describeConfigs(fixture, 4, [
      [TOPIC, 'a'],
      [99, 'x'],
    ]);
    assert.deepEqual(
      results.map(({ errorCode }) => errorCode),
      [Errors.INVALID_REQUEST, Errors.INVALID_REQUEST],
    );
  });
});

describe('AlterConfigs and IncrementalAlterConfigs (B142)', () => {
  const resource = { resourceType: TOPIC, resourceName: 'a' };
  const unknown = { resourceType: TOPIC, resourceName: 'nope' };

  test('change a topic in every version, and the next request sees it (B143)', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    const current = () => Object.fromEntries(fixture.image().configs.topic.get('a') ?? []);
    for (const version of versionsOf(incrementalAlterConfigsApi)) {
      const configs = [{ name: 'retention.ms', configOperation: 0, value: `${version}` }];
      const resources = [
        { ...resource, configs },
        { ...unknown, configs },
      ];
      const handler = incrementalAlterConfigsHandler(fixture);
      const { responses } = await ask(incrementalAlterConfigsApi, handler, version, { resources, validateOnly: false });
      assert.deepEqual(responses[0], { ...resource, errorCode: Errors.NONE, errorMessage: null });
      assert.equal(responses[1]?.errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
      assert.deepEqual(current(), { 'retention.ms': `${version}` });
    }
    for (const version of versionsOf(alterConfigsApi)) {
      const resources = [{ ...resource, configs: [{ name: 'segment.ms', value: `${version + 1}` }] }];
      const { responses } = await ask(alterConfigsApi, alterConfigsHandler(fixture), version, {
        resources,
        validateOnly: false,
      });
      assert.equal(responses[0]?.errorCode, Errors.NONE);
      assert.deepEqual(current(), { 'segment.ms': `${version + 1}` });
    }
  });

  test('change nothing when they only validate', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    const resources = [{ ...resource, configs: [{ name: 'segment.ms', value: 'x' }] }];
    const { responses } = await ask(alterConfigsApi, alterConfigsHandler(fixture), 2, {
      resources,
      validateOnly: true,
    });
    assert.equal(responses[0]?.errorCode, Errors.INVALID_CONFIG);
    assert.match(responses[0]?.errorMessage ?? '', /segment\.ms/);
    assert.equal(fixture.image().configs.topic.size, 0);
  });

  test('tell of every resource that the controller cannot write', async () => {
    const failing = () => Promise.reject(new ProtocolError(Errors.KAFKA_STORAGE_ERROR));
    const resources = [
      { ...resource, configs: [] },
      { ...unknown, configs: [] },
    ];
    const handler = alterConfigsHandler({ controller: { alterConfigs: failing } });
    const { responses } = await ask(alterConfigsApi, handler, 2, { resources, validateOnly: false });
    assert.deepEqual(
      responses.map(({ errorCode }) => errorCode),
      [Errors.KAFKA_STORAGE_ERROR, Errors.KAFKA_STORAGE_ERROR],
    );
  });
});
