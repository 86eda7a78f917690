/** Topics through every client: created with configs and read back, widened, changed, listed, refused, deleted. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, chosenClients } from './support/clients.ts';
import { DriverError } from './support/driver.ts';
import type { Command } from './support/driver-interface.ts';
import { eventually } from './support/eventually.ts';
import { scenario } from './support/scenario.ts';

const { driver, helper, fresh } = scenario();

const configs = {
  'cleanup.policy': 'compact',
  'retention.ms': '123456789',
  'segment.bytes': '1048576',
  'max.message.bytes': '20000',
  'compression.type': 'producer',
  'min.insync.replicas': '1',
};

/** Kafka's error codes that these paths end in. */
const errors = { unknownTopic: 3, tooLarge: 10, badName: 17, exists: 36, badPartitions: 37, badConfig: 40 };

function can(client: Client, ...commands: Command[]): boolean {
  return commands.every((command) => !client.lacks.has(command));
}

function failsWith(code: number): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof DriverError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  };
}

for (const client of chosenClients) {
  describe(`topics through ${client.name}`, () => {
    const topic = fresh(`topic-${client.name}`);
    const call: ReturnType<typeof driver>['call'] = (command, given) => driver(client).call(command, given);
    const creator = () => (can(client, 'createTopic') ? driver(client) : helper());

    test('a topic is created with the configs asked for', async () => {
      await creator().call('createTopic', { topic, partitions: 2, configs });
      assert.equal((await call('describeTopic', { topic })).partitions, 2);
      const described = await (can(client, 'describeConfigs') ? driver(client) : helper()).call('describeConfigs', {
        topic,
      });
      for (const [name, value] of Object.entries(configs)) assert.equal(described.configs[name], value, name);
      assert.equal(described.configs['segment.ms'], '604800000', 'a config that was not given has its default');
    });

    test('the topic is listed', async () => {
      assert.ok((await call('listTopics', {})).topics.includes(topic));
    });

    test('a config is changed and read back', { skip: !can(client, 'alterConfig') }, async () => {
      await call('alterConfig', { topic, name: 'retention.ms', value: '987654321' });
      const { configs } = await eventually(
        'the changed config',
        () => call('describeConfigs', { topic }),
        (answer) => answer.configs['retention.ms'] === '987654321',
      );
      assert.equal(configs['retention.ms'], '987654321');
    });

    test('partitions are added and are writable at once', { skip: !can(client, 'createPartitions') }, async () => {
      await call('createPartitions', { topic, partitions: 5 });
      await eventually(
        'five partitions',
        () => call('describeTopic', { topic }),
        ({ partitions }) => partitions === 5,
      );
      const record = { key: 'a2V5', value: 'dmFsdWU=', headers: [], timestamp: Date.now() };
      await helper().call('produce', {
        topic,
        partition: 4,
        codec: 'none',
        acks: -1,
        idempotent: false,
        records: [record],
      });
      assert.equal((await call('offset', { topic, partition: 4, at: 'latest' })).offset, 1);
    });

    test('a topic that exists is not created again', { skip: !can(client, 'createTopic') }, async () => {
      await assert.rejects(call('createTopic', { topic, partitions: 2, configs: {} }), failsWith(errors.exists));
    });

    test('an illegal name is refused', { skip: !can(client, 'createTopic') || checksNames(client) }, async () => {
      await assert.rejects(
        call('createTopic', { topic: 'no spaces!', partitions: 1, configs: {} }),
        failsWith(errors.badName),
      );
    });

    test('zero partitions are refused', { skip: !can(client, 'createTopic') || checksCounts(client) }, async () => {
      const given = { topic: fresh('none'), partitions: 0, configs: {} };
      await assert.rejects(call('createTopic', given), failsWith(errors.badPartitions));
    });

    test('an unknown or invalid config is refused', { skip: !can(client, 'createTopic') }, async () => {
      const given = { topic: fresh('bad'), partitions: 1, configs: { 'retention.ms': 'soon' } };
      await assert.rejects(call('createTopic', given), failsWith(errors.badConfig));
    });

    test('a batch above max.message.bytes is refused and the topic goes on', async () => {
      const small = fresh('small');
      await creator().call('createTopic', { topic: small, partitions: 1, configs: { 'max.message.bytes': '20000' } });
      const value = Buffer.alloc(30_000, 'x').toString('base64');
      const record = { key: 'a2V5', value, headers: [], timestamp: Date.now() };
      const given = { topic: small, partition: 0, codec: 'none', acks: -1, idempotent: false } as const;
      await assert.rejects(call('produce', { ...given, records: [record] }), failsWith(errors.tooLarge));
      await call('produce', { ...given, records: [{ ...record, value: 'c21hbGw=' }] });
      assert.equal((await call('offset', { topic: small, partition: 0, at: 'latest' })).offset, 1);
    });

    test('the topic is deleted, and is unknown from then on', async () => {
      const remover = can(client, 'deleteTopic') ? driver(client) : helper();
      await remover.call('deleteTopic', { topic });
      await eventually(
        'the deletion',
        () => call('listTopics', {}),
        ({ topics }) => !topics.includes(topic),
      );
      await assert.rejects(remover.call('deleteTopic', { topic }), failsWith(errors.unknownTopic));
    });

    test('a deleted topic can be created again, empty', { skip: !can(client, 'createTopic') }, async () => {
      await call('createTopic', { topic, partitions: 1, configs: {} });
      const { offset } = await eventually(
        'the new topic',
        () => call('offset', { topic, partition: 0, at: 'latest' }),
        () => true,
      );
      assert.equal(offset, 0);
      await call('deleteTopic', { topic });
    });
  });
}

/** Clients that refuse an illegal name themselves. */
function checksNames({ name }: Client): boolean {
  return name === 'kafkajs';
}

/** Clients that refuse such a count of partitions themselves, or read it as "the broker's default". */
function checksCounts({ name }: Client): boolean {
  return name === 'command-line' || name === 'confluent-python' || name === 'kafkajs' || name === 'platformatic';
}
