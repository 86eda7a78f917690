/** DescribeConfigs (key 32): the configs of topics, of this broker, of groups and of client metrics (B141). */
import {
  type ConfigCatalog,
  type ConfigEntry,
  Refusal,
  requireThisBroker,
  ResourceTypes,
  topicNameProblem,
} from '@moldau/cluster';
import type { ClusterImage } from '@moldau/metadata';
import { type ErrorCode, Errors, errorMessage } from '@moldau/protocol';
import type {
  DescribeConfigsRequest,
  DescribeConfigsResource,
  DescribeConfigsResourceResult,
  DescribeConfigsResponse,
  DescribeConfigsResult,
} from '@moldau/protocol/messages/describe-configs';
import { type BrokerLoggers, loggerEntries, noLoggers } from './broker-loggers.ts';
import type { Handler } from './handler.ts';

export interface DescribeConfigsDependencies {
  readonly catalog: ConfigCatalog;
  readonly image: () => ClusterImage;
  /** None by default. */
  readonly loggers?: BrokerLoggers | undefined;
}

const DESCRIBABLE: ReadonlySet<number> = new Set(Object.values(ResourceTypes));

export function describeConfigsHandler({
  catalog,
  image,
  loggers = noLoggers,
}: DescribeConfigsDependencies): Handler<DescribeConfigsRequest, DescribeConfigsResponse> {
  return (request) => {
    const { resources } = request;
    const isUnknownType = resources.some(({ resourceType }) => !DESCRIBABLE.has(resourceType));
    const results = resources.map((resource) =>
      isUnknownType
        ? refused(resource, Errors.INVALID_REQUEST, 'The request asks for a resource type that has no configs')
        : describeResource({ catalog, image: image(), loggers }, resource, request),
    );
    return { throttleTimeMs: 0, results };
  };
}

interface Described {
  readonly catalog: ConfigCatalog;
  readonly image: ClusterImage;
  readonly loggers: BrokerLoggers;
}

function describeResource(
  described: Described,
  resource: DescribeConfigsResource,
  request: DescribeConfigsRequest,
): DescribeConfigsResult {
  try {
    const wanted = wantedBy(resource);
    const configs = entriesOf(described, resource)
      .filter(({ name }) => wanted(name))
      .map((entry) => describeEntry(entry, request));
    return { ...refused(resource, Errors.NONE, ''), configs };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(resource, error.code, error.message);
  }
}

/** Null and empty both stand for all. */
function wantedBy({ configurationKeys }: DescribeConfigsResource): (name: string) => boolean {
  if (configurationKeys === null || configurationKeys.length === 0) return () => true;
  const keys = new Set(configurationKeys);
  return (name) => keys.has(name);
}

function entriesOf(
  { catalog, image, loggers }: Described,
  { resourceType, resourceName }: DescribeConfigsResource,
): ConfigEntry[] {
  switch (resourceType) {
    case ResourceTypes.TOPIC:
      return topicEntries(catalog, image, resourceName);
    case ResourceTypes.BROKER:
      if (resourceName === '') return catalog.clusterDefaultEntries(image);
      requireThisBroker(catalog, resourceName);
      return catalog.brokerEntries(image);
    case ResourceTypes.BROKER_LOGGER:
      requireName(resourceName, 'Broker id must not be empty');
      requireThisBroker(catalog, resourceName);
      return loggerEntries(loggers);
    case ResourceTypes.GROUP:
      requireName(resourceName, 'Group name must not be empty');
      return catalog.groupEntries(image, resourceName);
    default:
      requireName(resourceName, 'Client metrics subscription name must not be empty');
      return catalog.clientMetricsEntries(image.configs.clientMetrics.get(resourceName) ?? new Map());
  }
}

function topicEntries(catalog: ConfigCatalog, image: ClusterImage, name: string): ConfigEntry[] {
  const problem = topicNameProblem(name);
  if (problem !== undefined) throw new Refusal(Errors.INVALID_TOPIC_EXCEPTION, problem);
  const topic = image.topicsByName.get(name);
  if (topic === undefined) {
    throw new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, errorMessage(Errors.UNKNOWN_TOPIC_OR_PARTITION));
  }
  const overrides = image.configs.topic.get(name) ?? new Map<string, string>();
  return catalog.topicEntries(image, overrides, topic.partitions[0]?.replicas.length ?? 1);
}

function requireName(name: string, problem: string): void {
  if (name === '') throw new Refusal(Errors.INVALID_REQUEST, problem);
}

function refused(
  { resourceType, resourceName }: DescribeConfigsResource,
  code: ErrorCode,
  message: string,
): DescribeConfigsResult {
  return { errorCode: code, errorMessage: message, resourceType, resourceName, configs: [] };
}

function describeEntry(entry: ConfigEntry, request: DescribeConfigsRequest): DescribeConfigsResourceResult {
  return {
    name: entry.name,
    value: entry.value,
    readOnly: entry.isReadOnly,
    configSource: entry.source,
    isSensitive: entry.isSensitive,
    synonyms: request.includeSynonyms ? entry.synonyms : [],
    configType: entry.type,
    documentation: request.includeDocumentation ? entry.documentation : null,
  };
}
