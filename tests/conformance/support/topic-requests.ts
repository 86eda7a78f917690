/** What a test asks of a broker about topics when the answer, also a refusal, is what it looks at. */
import assert from 'node:assert/strict';
import { type CreatableTopic, createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { type MetadataRequest, metadataApi } from '@moldau/protocol/messages/metadata';
import { type BrokerUnderTest, topicName } from './broker-under-test.ts';
import { metadataRequest, type Topic } from './requests.ts';

export function topicRequests(broker: BrokerUnderTest) {
  function metadata(topics: readonly (string | Topic)[] | null, version = 13, rest: Partial<MetadataRequest> = {}) {
    return broker.client.request(metadataApi, version, metadataRequest(topics, rest));
  }

  /** The result of creating one topic, with the name that was asked for. */
  async function created(topic: Partial<CreatableTopic>, version = 7, validateOnly = false) {
    const wanted = {
      name: topicName(),
      numPartitions: 1,
      replicationFactor: 1,
      assignments: [],
      configs: [],
      ...topic,
    };
    const { topics } = await broker.client.request(createTopicsApi, version, {
      topics: [wanted],
      timeoutMs: 10_000,
      validateOnly,
    });
    assert.equal(topics.length, 1);
    return { ...topics[0], name: wanted.name };
  }

  return { metadata, created };
}
