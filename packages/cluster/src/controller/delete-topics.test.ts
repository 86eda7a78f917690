import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import type { TopicSelector } from './controller.ts';
import { type ControllerFixture, createTopics, newTopic, startFixture } from './testing/controller-fixture.ts';

const UNKNOWN_ID = 'BAAAAAAAAAAAAAAAAAAAAA';
const HOUR_MS = 3_600_000;

function named(name: string): TopicSelector {
  return { name, topicId: undefined };
}

function idOf({ image }: ControllerFixture, name: string): string {
  return image().topicsByName.get(name)?.id ?? assert.fail(`no topic ${name}`);
}

async function codes(
  { controller }: ControllerFixture,
  ...selectors: TopicSelector[]
): Promise<(number | undefined)[]> {
  const results = await controller.deleteTopics(selectors);
  return results.map(({ error }) => error?.code);
}

describe('deleting topics', () => {
  test('takes the topic and its configs out of the image at once, by name or by id (B26, B139)', async () => {
    const fixture = await startFixture();
    const configs = [{ name: 'retention.ms', value: '5' }];
    await createTopics(fixture, newTopic('a', { configs }), newTopic('b'), newTopic('c'));
    const id = idOf(fixture, 'b');
    const results = await fixture.controller.deleteTopics([named('a'), { name: null, topicId: id }]);
    assert.deepEqual(
      results.map(({ name, error }) => [name, error]),
      [
        ['a', undefined],
        ['b', undefined],
      ],
    );
    assert.deepEqual([...fixture.image().topicsByName.keys()], ['c']);
    assert.equal(fixture.image().configs.topic.size, 0);
  });

  test('frees the name for another topic, with another id and without the old configs (B25, B26)', async () => {
    const fixture = await startFixture();
    await createTopics(fixture, newTopic('a', { configs: [{ name: 'retention.ms', value: '5' }] }));
    const id = idOf(fixture, 'a');
    await codes(fixture, named('a'));
    await createTopics(fixture, newTopic('a'));
    assert.notEqual(idOf(fixture, 'a'), id);
    assert.equal(fixture.image().topicsById.has(id), false);
    assert.equal(fixture.image().configs.topic.has('a'), false);
  });

  test('refuses what is unknown, named in no way or in two, or twice (B139)', async () => {
    const fixture = await startFixture();
    await createTopics(fixture, newTopic('a'), newTopic('b'));
    assert.deepEqual(await codes(fixture, named('nope')), [Errors.UNKNOWN_TOPIC_OR_PARTITION]);
    assert.deepEqual(await codes(fixture, { name: null, topicId: UNKNOWN_ID }), [Errors.UNKNOWN_TOPIC_ID]);
    assert.deepEqual(await codes(fixture, { name: null, topicId: undefined }), [Errors.INVALID_REQUEST]);
    assert.deepEqual(await codes(fixture, { name: 'a', topicId: idOf(fixture, 'a') }), [Errors.INVALID_REQUEST]);
    assert.deepEqual(await codes(fixture, named('a'), named('a'), named('nope')), [
      Errors.INVALID_REQUEST,
      Errors.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
    assert.equal(fixture.image().topicsByName.size, 2);
    const both = [named('b'), { name: null, topicId: idOf(fixture, 'b') }];
    assert.deepEqual(await codes(fixture, ...both), [undefined, Errors.INVALID_REQUEST]);
  });

  test('removes the records an hour later, but not those of a topic that has the name by then', async () => {
    const fixture = await startFixture();
    const { tracker, simulation } = fixture;
    await createTopics(fixture, newTopic('a', { partitions: 3 }), newTopic('b'));
    const [a, b] = [idOf(fixture, 'a'), idOf(fixture, 'b')];
    await codes(fixture, named('a'), named('b'));
    await createTopics(fixture, newTopic('b'));
    await simulation.runFor(HOUR_MS - 1);
    assert.notEqual(tracker.entry(tracker.keys.partition(a, 2)), undefined);
    await simulation.runFor(2);
    for (const id of [a, b]) assert.equal(tracker.entry(tracker.keys.topic(id)), undefined);
    assert.equal(tracker.entry(tracker.keys.partition(a, 2)), undefined);
    assert.equal(tracker.entry(tracker.keys.name('a')), undefined);
    assert.equal(tracker.entry(tracker.keys.name('b'))?.value.toString(), idOf(fixture, 'b'));
  });
});
