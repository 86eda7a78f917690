import {
  ActiveController,
  ConfigCatalog,
  type Controller,
  clientMetricsSettings,
  type GroupBounds,
  groupConfigSettings,
  openCluster,
} from '@moldau/cluster';
import { FileStore, ImageTracker, MemoryStore, type MetadataStore } from '@moldau/metadata';
import type { Runtime } from '@moldau/runtime';
import { type LogManager, logSettings } from '@moldau/storage';
import type { Cleanup } from './cleanup.ts';
import { newClusterFeatures, supportedFeatures } from './features.ts';
import { type BrokerSettings, brokerSettingDeclarations } from './settings/broker-settings.ts';
import { brokerConfigProblems } from './configs/broker-config-problems.ts';
import { topicConfigProblems } from './configs/topic-config-problems.ts';

/** Beside the partitions in the first log directory. No partition's directory can have this name: it has no number. */
export const METADATA_DIRECTORY = 'moldau-metadata';

export interface Metadata {
  readonly store: MetadataStore;
  readonly clusterId: string;
  readonly tracker: ImageTracker;
  readonly catalog: ConfigCatalog;
}

/** Opens this broker's own metadata store, new or as it was left, and the image of what is in it. */
export async function openMetadata(runtime: Runtime, settings: BrokerSettings, cleanup: Cleanup): Promise<Metadata> {
  const store = await openStore(runtime, settings, cleanup);
  cleanup.add(() => store.close());
  const clusterId = await openCluster(store, { features: newClusterFeatures, random: runtime.random });
  const tracker = await ImageTracker.start(store, clusterId, runtime.log);
  cleanup.add(() => tracker.close());
  return { store, clusterId, tracker, catalog: configCatalog(settings) };
}

async function openStore(runtime: Runtime, settings: BrokerSettings, cleanup: Cleanup): Promise<MetadataStore> {
  const { clock, disk, log } = runtime;
  if (settings.logMemoryOnly) return new MemoryStore(clock);
  const directory = `${settings.logDirs[0] ?? '.'}/${METADATA_DIRECTORY}`;
  disk.makeDirectory(directory);
  const lock = disk.lock(directory);
  cleanup.add(() => lock.release());
  return FileStore.open({ disk, clock, log, directory });
}

function configCatalog(settings: BrokerSettings): ConfigCatalog {
  return new ConfigCatalog({
    brokerId: settings.nodeId,
    staticTexts: staticTexts(settings),
    topic: Object.values(logSettings.declarations),
    broker: brokerSettingDeclarations(),
    group: groupConfigSettings(groupBounds(settings)),
    clientMetrics: clientMetricsSettings,
    topicProblems: topicConfigProblems,
    brokerProblems: brokerConfigProblems,
  });
}

/** As given, and under both names the number that it is known by. */
function staticTexts(settings: BrokerSettings): ReadonlyMap<string, string> {
  const id = String(settings.nodeId);
  return new Map([...settings.texts, ['node.id', id], ['broker.id', id]]);
}

function groupBounds(settings: BrokerSettings): GroupBounds {
  return {
    'consumer.session.timeout.ms': {
      default: settings.groupConsumerSessionTimeoutMs,
      min: settings.groupConsumerMinSessionTimeoutMs,
      max: settings.groupConsumerMaxSessionTimeoutMs,
    },
    'consumer.heartbeat.interval.ms': {
      default: settings.groupConsumerHeartbeatIntervalMs,
      min: settings.groupConsumerMinHeartbeatIntervalMs,
      max: settings.groupConsumerMaxHeartbeatIntervalMs,
    },
    'share.session.timeout.ms': {
      default: settings.groupShareSessionTimeoutMs,
      min: settings.groupShareMinSessionTimeoutMs,
      max: settings.groupShareMaxSessionTimeoutMs,
    },
    'share.heartbeat.interval.ms': {
      default: settings.groupShareHeartbeatIntervalMs,
      min: settings.groupShareMinHeartbeatIntervalMs,
      max: settings.groupShareMaxHeartbeatIntervalMs,
    },
    'share.record.lock.duration.ms': {
      default: settings.groupShareRecordLockDurationMs,
      min: settings.groupShareMinRecordLockDurationMs,
      max: settings.groupShareMaxRecordLockDurationMs,
    },
    'streams.session.timeout.ms': {
      default: settings.groupStreamsSessionTimeoutMs,
      min: settings.groupStreamsMinSessionTimeoutMs,
      max: settings.groupStreamsMaxSessionTimeoutMs,
    },
    'streams.heartbeat.interval.ms': {
      default: settings.groupStreamsHeartbeatIntervalMs,
      min: settings.groupStreamsMinHeartbeatIntervalMs,
      max: settings.groupStreamsMaxHeartbeatIntervalMs,
    },
    'streams.num.standby.replicas': {
      default: settings.groupStreamsNumStandbyReplicas,
      min: 0,
      max: settings.groupStreamsMaxStandbyReplicas,
    },
    'streams.initial.rebalance.delay.ms': {
      default: settings.groupStreamsInitialRebalanceDelayMs,
      min: 0,
      max: 2_147_483_647,
    },
  };
}

/** Registered for a listener that advertises nothing: each client is told the address that it dialled. */
const AS_DIALLED = { host: '', port: 0 };

/** Makes this broker the controller of its own store and registers it there. */
export async function startController(
  runtime: Runtime,
  settings: BrokerSettings,
  { store, tracker, catalog }: Metadata,
  logs: LogManager,
  cleanup: Cleanup,
): Promise<Controller> {
  const { clock, random, log } = runtime;
  const incarnation = random.uuid();
  const address = settings.listeners[0]?.advertised ?? AS_DIALLED;
  const controller = await ActiveController.start({
    store,
    tracker,
    catalog,
    defaults: { partitions: settings.numPartitions, replicationFactor: settings.defaultReplicationFactor },
    features: supportedFeatures,
    identity: { brokerId: settings.nodeId, incarnation, ...address },
    clock,
    random,
    log,
  });
  cleanup.add(() => controller.close());
  await controller.registerBroker({
    brokerId: settings.nodeId,
    incarnation,
    listeners: new Map(settings.listeners.map(({ name, advertised }) => [name, advertised ?? AS_DIALLED])),
    rack: settings.brokerRack,
    directories: logs.directories.map(({ directoryId }) => directoryId),
    proof: logs.durabilityProof,
  });
  return controller;
}
