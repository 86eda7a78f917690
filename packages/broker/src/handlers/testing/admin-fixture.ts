/** Handlers of admin requests over a real controller on a store in memory, for tests. */
import assert from 'node:assert/strict';
import {
  ActiveController,
  type BrokerRegistration,
  ConfigCatalog,
  clientMetricsSettings,
  groupConfigSettings,
  type NewTopic,
  openCluster,
} from '@moldau/cluster';
import { type ClusterImage, ImageTracker, MemoryStore } from '@moldau/metadata';
import { type ApiDescriptor, Reader, Writer } from '@moldau/protocol';
import { type Clock, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { logSettings } from '@moldau/storage';
import { brokerSettingDeclarations } from '../../settings/broker-settings.ts';
import { brokerConfigProblems } from '../../configs/broker-config-problems.ts';
import { topicConfigProblems } from '../../configs/topic-config-problems.ts';
import { MutationQuota } from '../../quotas/mutation-quota.ts';
import type { OwnEndpoints } from '../broker-endpoint.ts';
import type { Handler, RequestContext } from '../handler.ts';

export interface AdminFixture {
  readonly simulation: Simulation;
  readonly clock: Clock;
  readonly controller: ActiveController;
  readonly catalog: ConfigCatalog;
  /** Without limits. */
  readonly mutations: MutationQuota;
  readonly endpoints: OwnEndpoints;
  readonly image: () => ClusterImage;
  createTopics(...topics: readonly (Partial<NewTopic> & { name: string })[]): Promise<void>;
}

/** The broker that answers is number 1. */
export async function adminFixture(
  brokers: readonly Partial<BrokerRegistration>[] = [{ brokerId: 1 }],
  staticTexts: ReadonlyMap<string, string> = new Map([['node.id', '1']]),
): Promise<AdminFixture> {
  const simulation = new Simulation(1);
  const { clock, random } = simulation.runtime('broker');
  const store = new MemoryStore(clock);
  const clusterId = await openCluster(store, { features: new Map(), random });
  const tracker = await ImageTracker.start(store, clusterId, silentLogger);
  const catalog = new ConfigCatalog({
    brokerId: 1,
    staticTexts,
    topic: Object.values(logSettings.declarations),
    broker: brokerSettingDeclarations(),
    group: groupConfigSettings(),
    clientMetrics: clientMetricsSettings,
    topicProblems: topicConfigProblems,
    brokerProblems: brokerConfigProblems,
  });
  const controller = await ActiveController.start({
    store,
    tracker,
    catalog,
    defaults: { partitions: 1, replicationFactor: 1 },
    features: [],
    identity: { brokerId: 1, incarnation: 'incarnation', host: 'localhost', port: 9092 },
    clock,
    random,
    log: silentLogger,
  });
  for (const broker of brokers)
    await controller.registerBroker({ ...defaultRegistration(broker.brokerId ?? 1), ...broker });
  return {
    simulation,
    clock,
    controller,
    catalog,
    mutations: new MutationQuota({ count: 11, sizeMs: 1000 }, clock),
    endpoints: { brokerId: 1, endpointFor: ({ localEndpoint }) => localEndpoint },
    image: () => tracker.image,
    async createTopics(...topics) {
      const defaults = { partitions: 1, replicationFactor: 1, assignments: [], configs: [] };
      const asked = topics.map((topic) => ({ ...defaults, ...topic }));
      for (const { name, error } of await controller.createTopics(asked, { validateOnly: false })) {
        assert.equal(error, undefined, `${name}: ${error?.message}`);
      }
    },
  };
}

function defaultRegistration(brokerId: number): BrokerRegistration {
  const listeners = new Map([['PLAINTEXT', { host: `broker-${brokerId}`, port: 9092 }]]);
  return { brokerId, incarnation: `incarnation-${brokerId}`, listeners, rack: null, directories: [], proof: 'clean' };
}

export function requestContext(apiVersion: number, changes: Partial<RequestContext> = {}): RequestContext {
  return {
    apiVersion,
    correlationId: 1,
    clientId: 'test',
    clientHost: '/127.0.0.1',
    listenerName: 'PLAINTEXT',
    localEndpoint: { host: 'dialled', port: 1234 },
    connection: { id: 'connection', onClose: () => () => {}, throttle() {} },
    ...changes,
  };
}

/** Asks as a client of that version would: request and response go through the bytes of the protocol. */
export async function ask<Request, Response>(
  api: ApiDescriptor<Request, Response>,
  handler: Handler<Request, Response>,
  apiVersion: number,
  request: Request,
  context: Partial<RequestContext> = {},
): Promise<Response> {
  const asked = new Writer();
  api.encodeRequest(asked, request, apiVersion);
  const decoded = api.decodeRequest(new Reader(Buffer.concat(asked.finish())), apiVersion);
  const response = await handler(decoded, requestContext(apiVersion, context));
  const answered = new Writer();
  api.encodeResponse(answered, response, apiVersion);
  return api.decodeResponse(new Reader(Buffer.concat(answered.finish())), apiVersion);
}

export function versionsOf({ minVersion, maxVersion }: { minVersion: number; maxVersion: number }): number[] {
  return Array.from({ length: maxVersion - minVersion + 1 }, (_, index) => minVersion + index);
}
