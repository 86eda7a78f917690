/** A controller of a few brokers on a store in memory, for tests. */
import assert from 'node:assert/strict';
import { type ClusterImage, ImageTracker, MemoryStore, type MetadataStore } from '@moldau/metadata';
import { int, list, type Runtime, type Setting, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { brokerLogSettings, logSettings } from '@moldau/storage';
import { ActiveController } from '../active-controller.ts';
import { type BrokerRegistration, openCluster } from '../bootstrap-cluster.ts';
import { ConfigCatalog } from '../configs/config-catalog.ts';
import { clientMetricsSettings, groupConfigSettings } from '../configs/resource-configs.ts';
import type { NewTopic } from '../controller.ts';

export interface ControllerFixture {
  readonly simulation: Simulation;
  readonly runtime: Runtime;
  readonly store: MetadataStore;
  readonly tracker: ImageTracker;
  readonly catalog: ConfigCatalog;
  readonly controller: ActiveController;
  readonly image: () => ClusterImage;
}

export interface FixtureOptions {
  /** Ids of live brokers; the first is the controller. Default: 1. */
  readonly brokers?: readonly number[];
  readonly racks?: ReadonlyMap<number, string>;
  readonly staticTexts?: ReadonlyMap<string, string>;
  readonly store?: (runtime: Runtime) => MetadataStore;
}

const otherBrokerSettings: readonly Setting[] = [
  int('node.id', { default: 1, doc: 'Number of the broker.' }),
  int('num.partitions', { default: 1, doc: 'Partitions of a new topic.' }),
  list('listeners', { default: ['PLAINTEXT://:9092'], scope: 'per-broker', doc: 'Where the broker listens.' }),
];

export function testCatalog(brokerId: number, staticTexts: ReadonlyMap<string, string> = new Map()): ConfigCatalog {
  const topic: Setting[] = Object.values(logSettings.declarations);
  const names = new Set(topic.map(({ name }) => name));
  return new ConfigCatalog({
    brokerId,
    staticTexts,
    topic,
    broker: [...otherBrokerSettings, ...brokerLogSettings],
    group: groupConfigSettings(),
    clientMetrics: clientMetricsSettings,
    topicProblems(brokerTexts, topicTexts) {
      const unknown = [...topicTexts.keys()].filter((name) => !names.has(name));
      if (unknown.length > 0) return unknown.map((name) => `Unknown topic config name: ${name}`);
      const resolution = logSettings.resolve(new Map([...brokerTexts, ...topicTexts]));
      return resolution.ok ? [] : resolution.problems;
    },
    brokerProblems: () => [],
  });
}

export async function startFixture(options: FixtureOptions = {}): Promise<ControllerFixture> {
  const simulation = new Simulation(1);
  const runtime = simulation.runtime('controller');
  const brokers = options.brokers ?? [1];
  const store = options.store?.(runtime) ?? new MemoryStore(runtime.clock);
  const fixture = await startController(store, runtime, testCatalog(brokers[0] ?? 1, options.staticTexts));
  for (const id of brokers) {
    await fixture.controller.registerBroker(registration(id, options.racks?.get(id) ?? null));
  }
  return { simulation, runtime, store, ...fixture, image: () => fixture.tracker.image };
}

export async function startController(store: MetadataStore, runtime: Runtime, catalog: ConfigCatalog) {
  const { clock, random } = runtime;
  const clusterId = await openCluster(store, { features: new Map(), random });
  const tracker = await ImageTracker.start(store, clusterId, silentLogger);
  const controller = await ActiveController.start({
    store,
    tracker,
    catalog,
    defaults: { partitions: 1, replicationFactor: 1 },
    features: [{ name: 'group.version', minVersion: 0, maxVersion: 1 }],
    identity: { brokerId: catalog.brokerId, incarnation: random.uuid(), host: 'localhost', port: 9092 },
    clock,
    random,
    log: silentLogger,
  });
  return { tracker, catalog, controller };
}

export function registration(brokerId: number, rack: string | null = null): BrokerRegistration {
  const listeners = new Map([['PLAINTEXT', { host: `broker-${brokerId}`, port: 9092 }]]);
  return { brokerId, incarnation: `incarnation-${brokerId}`, listeners, rack, directories: [], proof: 'clean' };
}

export function newTopic(name: string, changes: Partial<NewTopic> = {}): NewTopic {
  return { name, partitions: 1, replicationFactor: 1, assignments: [], configs: [], ...changes };
}

/** Creates topics that must not be refused. */
export async function createTopics(fixture: ControllerFixture, ...topics: readonly NewTopic[]): Promise<void> {
  const results = await fixture.controller.createTopics(topics, { validateOnly: false });
  for (const { name, error } of results) assert.equal(error, undefined, `${name}: ${error?.message}`);
}
