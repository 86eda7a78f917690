import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BrokerImage, type ClusterImage, emptyImage, type ImageDelta, type TopicImage } from '@moldau/metadata';
import { changedTopics } from './changed-topics.ts';

function topic(name: string, replicas: readonly (readonly number[])[], leader = 1): TopicImage {
  const partitions = replicas.map((each) => ({
    leader,
    leaderEpoch: 0,
    partitionEpoch: 0,
    replicas: each,
    isr: each,
    adding: [],
    removing: [],
    elr: [],
  }));
  return { name, id: name, isInternal: false, partitions };
}

function image(topics: readonly TopicImage[], racks: readonly (string | null)[]): ClusterImage {
  const brokers = racks.map((rack, index): [number, BrokerImage] => {
    return [index + 1, { id: index + 1, epoch: 1, state: 'ACTIVE', rack, listeners: new Map() }];
  });
  const topicsByName = new Map(topics.map((each) => [each.name, each]));
  return { ...emptyImage('cluster'), topicsByName, brokers: new Map(brokers) };
}

const nothing: ImageDelta = {
  createdTopics: [],
  deletedTopics: [],
  changedTopics: [],
  changedConfigs: [],
  changedBrokers: [],
  controllerChanged: false,
  featuresChanged: false,
};

test('created, deleted and widened topics have changed, those with another leader have not (B130)', () => {
  const racks = [null, null];
  const [wide, led] = [topic('wide', [[1], [1]]), topic('led', [[1, 2]], 2)];
  const delta: ImageDelta = {
    ...nothing,
    createdTopics: [topic('new', [[1]])],
    deletedTopics: [topic('old', [[1]])],
    changedTopics: [
      { before: topic('wide', [[1]]), after: wide },
      { before: topic('led', [[1, 2]]), after: led },
    ],
  };
  const changed = changedTopics(image([], racks), image([wide, led], racks), delta);
  assert.deepEqual(changed, { created: ['new'], altered: ['old', 'wide'] });
});

test('a topic whose replicas have come to another rack has changed, and every topic when a broker has (B126)', () => {
  const [before, after] = [topic('moved', [[1]]), topic('moved', [[2]])];
  const moved = { ...nothing, changedTopics: [{ before, after }] };
  const racks = ['a', 'b'];
  assert.deepEqual(changedTopics(image([before], racks), image([after], racks), moved).altered, ['moved']);
  const same = ['a', 'a'];
  assert.deepEqual(changedTopics(image([before], same), image([after], same), moved).altered, []);
  const topics = [topic('one', [[1]]), topic('two', [[2]])];
  assert.deepEqual(changedTopics(image(topics, ['a', 'b']), image(topics, ['a', 'c']), nothing).altered, [
    'one',
    'two',
  ]);
});
