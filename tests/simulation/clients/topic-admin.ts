/** Topics through the broker, one call each. All reject as a `BrokerLink` does. */
import { Errors } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import type { BrokerLink } from './broker-link.ts';

const TOPIC_RESOURCE = 2;
const SET = 0;

/** Returns the error code, as all of these do. */
export async function createTopic(
  link: BrokerLink,
  name: string,
  numPartitions: number,
  configs: Readonly<Record<string, string>> = {},
): Promise<number> {
  const topic = {
    name,
    numPartitions,
    replicationFactor: 1,
    assignments: [],
    configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
  };
  const response = await link.call(createTopicsApi, 7, { topics: [topic], timeoutMs: 5000, validateOnly: false });
  return response.topics[0]?.errorCode ?? Errors.UNKNOWN_SERVER_ERROR;
}

export async function deleteTopic(link: BrokerLink, name: string): Promise<number> {
  const response = await link.call(deleteTopicsApi, 5, { topics: [], topicNames: [name], timeoutMs: 5000 });
  return response.responses[0]?.errorCode ?? Errors.UNKNOWN_SERVER_ERROR;
}

export async function alterTopic(link: BrokerLink, name: string, config: string, value: string): Promise<number> {
  const configs = [{ name: config, configOperation: SET, value }];
  const resources = [{ resourceType: TOPIC_RESOURCE, resourceName: name, configs }];
  const response = await link.call(incrementalAlterConfigsApi, 1, { resources, validateOnly: false });
  return response.responses[0]?.errorCode ?? Errors.UNKNOWN_SERVER_ERROR;
}

/** Names of all topics, sorted. */
export async function listTopics(link: BrokerLink): Promise<string[]> {
  const response = await link.call(metadataApi, 12, {
    topics: null,
    allowAutoTopicCreation: false,
    includeClusterAuthorizedOperations: false,
    includeTopicAuthorizedOperations: false,
  });
  return response.topics.flatMap(({ name }) => name ?? []).sort();
}

export async function describeTopic(link: BrokerLink, name: string, config: string): Promise<string | undefined> {
  const resources = [{ resourceType: TOPIC_RESOURCE, resourceName: name, configurationKeys: [config] }];
  const request = { resources, includeSynonyms: false, includeDocumentation: false };
  const response = await link.call(describeConfigsApi, 4, request);
  return response.results[0]?.configs.find((entry) => entry.name === config)?.value ?? undefined;
}
