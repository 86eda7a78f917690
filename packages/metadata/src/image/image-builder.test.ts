import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change } from '../metadata-store.ts';
import { encodeQuotas, type QuotaEntity, quotaEntityKey } from '../records/client-quota-records.ts';
import { RecordError } from '../records/json-record.ts';
import { RecordKeys } from '../records/record-keys.ts';
import {
  encodeBroker,
  encodeConfigs,
  encodeController,
  encodeMeta,
  encodePartition,
  encodeTopic,
  type TopicState,
} from '../records/records.ts';
import { ImageBuilder } from './image-builder.ts';

const keys = new RecordKeys('cluster');

function put(key: string, value: Buffer): Change {
  return { put: { key, value, createRevision: 1, modRevision: 1 } };
}

function topic(id: string, name: string, partitions: number, state: TopicState = 'ACTIVE'): Change {
  return put(keys.topic(id), encodeTopic({ name, partitions, replicationFactor: 1, state }));
}

function partition(id: string, index: number, leaderEpoch = 0): Change {
  const none = { adding: [], removing: [], elr: [], lastKnownLeader: -1, recovering: false };
  const value = { leader: 1, leaderEpoch, isr: [1], partitionEpoch: leaderEpoch, replicas: [1], ...none };
  return put(keys.partition(id, index), encodePartition(value));
}

describe('the cluster image', () => {
  test('has a topic once its record is ACTIVE and all of its partitions are there', () => {
    const builder = new ImageBuilder('cluster');
    builder.apply(1, [topic('id1', 'a', 2, 'CREATING'), partition('id1', 0)]);
    assert.equal(builder.image.topicsByName.size, 0);
    builder.apply(2, [topic('id1', 'a', 2)]);
    assert.equal(builder.image.topicsByName.size, 0);
    const delta = builder.apply(3, [partition('id1', 1)]);
    const created = builder.image.topicsByName.get('a');
    assert.equal(created, builder.image.topicsById.get('id1'));
    assert.equal(created?.partitions.length, 2);
    assert.deepEqual(delta.createdTopics, [created]);
    assert.equal(builder.image.revision, 3);
  });

  test('shows added partitions only when the topic counts them', () => {
    const builder = new ImageBuilder('cluster');
    builder.apply(1, [topic('id1', 'a', 1), partition('id1', 0)]);
    builder.apply(2, [partition('id1', 1)]);
    assert.equal(builder.image.topicsByName.get('a')?.partitions.length, 1);
    const before = builder.image.topicsByName.get('a');
    const delta = builder.apply(3, [topic('id1', 'a', 2)]);
    assert.deepEqual(delta.changedTopics, [{ before, after: builder.image.topicsByName.get('a') }]);
    assert.equal(builder.image.topicsByName.get('a')?.partitions.length, 2);
  });

  test('shares what a step does not touch, and leaves the image before it as it was', () => {
    const builder = new ImageBuilder('cluster');
    builder.apply(1, [
      topic('id1', 'a', 2),
      partition('id1', 0),
      partition('id1', 1),
      topic('id2', 'b', 1),
      partition('id2', 0),
    ]);
    const before = builder.image;
    builder.apply(2, [partition('id1', 1, 7)]);
    const after = builder.image;
    assert.equal(before.topicsByName.get('a')?.partitions[1]?.leaderEpoch, 0);
    assert.equal(after.topicsByName.get('a')?.partitions[1]?.leaderEpoch, 7);
    assert.equal(after.topicsByName.get('a')?.partitions[0], before.topicsByName.get('a')?.partitions[0]);
    assert.equal(after.topicsByName.get('b'), before.topicsByName.get('b'));
    assert.equal(after.brokers, before.brokers);
    assert.equal(after.configs, before.configs);
  });

  test('loses a deleted topic and has a topic created under its name in the same step', () => {
    const builder = new ImageBuilder('cluster');
    builder.apply(1, [topic('old', 'a', 1), partition('old', 0)]);
    const old = builder.image.topicsByName.get('a');
    const delta = builder.apply(2, [topic('new', 'a', 1), partition('new', 0), topic('old', 'a', 1, 'DELETING')]);
    assert.equal(builder.image.topicsByName.get('a')?.id, 'new');
    assert.equal(builder.image.topicsById.has('old'), false);
    assert.deepEqual(delta.deletedTopics, [old]);
    assert.deepEqual(delta.createdTopics, [builder.image.topicsByName.get('a')]);
  });

  test('is not troubled by the physical removal of a deleted topic', () => {
    const builder = new ImageBuilder('cluster');
    builder.apply(1, [topic('id1', 'a', 1), partition('id1', 0)]);
    builder.apply(2, [topic('id1', 'a', 1, 'DELETING')]);
    const delta = builder.apply(3, [{ delete: keys.partition('id1', 0) }, { delete: keys.topic('id1') }]);
    assert.deepEqual(delta.deletedTopics, []);
    assert.equal(builder.image.topicsById.size, 0);
  });

  test('marks the internal topics (B28)', () => {
    const builder = new ImageBuilder('cluster');
    builder.apply(1, [
      topic('id1', '__consumer_offsets', 1),
      partition('id1', 0),
      topic('id2', '__x', 1),
      partition('id2', 0),
    ]);
    assert.equal(builder.image.topicsByName.get('__consumer_offsets')?.isInternal, true);
    assert.equal(builder.image.topicsByName.get('__x')?.isInternal, false);
  });

  test('has configs by resource; a resource whose configs are all gone is not in it', () => {
    const builder = new ImageBuilder('cluster');
    const delta = builder.apply(1, [
      put(keys.config('topic', 'a'), encodeConfigs(new Map([['retention.ms', '1']]))),
      put(keys.config('broker', ''), encodeConfigs(new Map([['message.max.bytes', '2']]))),
      put(keys.config('group', 'a/b c'), encodeConfigs(new Map([['x', '3']]))),
    ]);
    assert.equal(builder.image.configs.topic.get('a')?.get('retention.ms'), '1');
    assert.equal(builder.image.configs.broker.get('')?.get('message.max.bytes'), '2');
    assert.equal(builder.image.configs.group.get('a/b c')?.get('x'), '3');
    assert.deepEqual(delta.changedConfigs[1], { resource: 'broker', name: '' });
    builder.apply(2, [put(keys.config('topic', 'a'), encodeConfigs(new Map()))]);
    assert.equal(builder.image.configs.topic.has('a'), false);
  });

  test('follows brokers, the controller and the features', () => {
    const builder = new ImageBuilder('cluster');
    const listeners = new Map([['PLAINTEXT', { host: 'h', port: 9092 }]]);
    const broker = {
      epoch: 4,
      incarnation: 'i',
      state: 'ACTIVE' as const,
      listeners,
      rack: 'r',
      directories: [],
      proof: 'clean' as const,
    };
    const delta = builder.apply(5, [
      put(keys.broker(3), encodeBroker(broker)),
      put(keys.controller, encodeController({ brokerId: 3, incarnation: 'i', host: 'h', port: 1, epoch: 1 })),
      put(keys.meta, encodeMeta({ clusterId: 'cluster', format: 1, features: new Map([['metadata.version', 29]]) })),
    ]);
    assert.deepEqual(builder.image.brokers.get(3), { id: 3, epoch: 4, state: 'ACTIVE', rack: 'r', listeners });
    assert.equal(builder.image.controllerId, 3);
    assert.deepEqual([...builder.image.features], [['metadata.version', 29]]);
    assert.equal(builder.image.featuresEpoch, 5);
    assert.deepEqual([delta.changedBrokers, delta.controllerChanged, delta.featuresChanged], [[3], true, true]);
    builder.apply(6, [{ delete: keys.controller }]);
    assert.equal(builder.image.controllerId, -1);
  });

  test('has the quotas of clients by entity; an entity whose quotas are all gone is not in it', () => {
    const builder = new ImageBuilder('cluster');
    const entity: QuotaEntity = new Map([
      ['user', 'a/b c'],
      ['client-id', null],
    ]);
    const key = quotaEntityKey(entity);
    builder.apply(1, [put(keys.clientQuota(key), encodeQuotas(new Map([['producer_byte_rate', 1.5]])))]);
    const stored = builder.image.clientQuotas.get(key);
    assert.deepEqual([...(stored?.entity ?? [])], [...entity].reverse());
    assert.deepEqual([...(stored?.quotas ?? [])], [['producer_byte_rate', 1.5]]);
    builder.apply(2, [put(keys.clientQuota(key), encodeQuotas(new Map()))]);
    assert.equal(builder.image.clientQuotas.size, 0);
    for (const text of ['', '{}', '[["user",1]]', '[["group","g"]]']) {
      assert.throws(() => builder.apply(3, [put(keys.clientQuota(text), encodeQuotas(new Map()))]), RecordError);
    }
  });

  test('refuses a record that cannot be read, by its key', () => {
    const builder = new ImageBuilder('cluster');
    for (const value of [
      '',
      '{',
      '[]',
      '{"name":1}',
      '{"name":"a","partitions":1.5,"replicationFactor":1,"state":"ACTIVE"}',
    ]) {
      assert.throws(() => builder.apply(1, [put(keys.topic('id1'), Buffer.from(value))]), RecordError);
    }
    const unknownState = '{"name":"a","partitions":1,"replicationFactor":1,"state":"ODD"}';
    assert.throws(
      () => builder.apply(1, [put(keys.topic('id1'), Buffer.from(unknownState))]),
      /t\/id1 has no valid state/,
    );
  });
});
