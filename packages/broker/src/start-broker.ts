/**
 * The composition root: opens what a broker is made of, bottom up, and closes it top down. Nothing is decided here.
 */
import { ReplicaManager } from '@moldau/cluster';
import type { ClusterImage } from '@moldau/metadata';
import type { Endpoint, Runtime } from '@moldau/runtime';
import { openLogManager } from '@moldau/storage';
import { AdvertisedEndpoints } from './advertised-endpoints.ts';
import { Cleanup } from './cleanup.ts';
import { TopicConfigs } from './configs/topic-configs.ts';
import { GroupCoordination } from './coordinators/group-coordination.ts';
import { LocalMarkers } from './coordinators/local-markers.ts';
import { TransactionCoordination } from './coordinators/transaction-coordination.ts';
import { FetchSessionCache } from './fetch/fetch-session-cache.ts';
import { registeredHandlers } from './handlers/registered-handlers.ts';
import { InternalTopics } from './internal-topics.ts';
import { withLogger } from './loggers.ts';
import { openMetadata, startController } from './metadata.ts';
import { RequestMetrics } from './metrics/request-metrics.ts';
import { SocketServer } from './network/socket-server.ts';
import { openFilesLimit, shareOpenFiles } from './open-files.ts';
import { openOperations } from './operations/operations.ts';
import { AcknowledgementDeadlines } from './produce/acknowledgement-deadlines.ts';
import { ProducerIds } from './producer-ids.ts';
import { ClientQuotas } from './quotas/client-quotas.ts';
import { RequestLog, requestLogger } from './request-log/request-log.ts';
import { startedLoggers } from './request-log/started-loggers.ts';
import type { BrokerSettings } from './settings/broker-settings.ts';
import { LiveSettings } from './settings/live-settings.ts';
import { connectionCreationRates } from './settings/quota-settings.ts';
import { liveConnectionLimits, socketServerConfig } from './settings/socket-server-settings.ts';
import { clientTelemetry } from './telemetry/client-telemetry.ts';
import { ReceivedClientMetrics } from './telemetry/received-client-metrics.ts';
import { TopicAutoCreation } from './topic-auto-creation.ts';

export interface RunningBroker {
  readonly brokerId: number;
  readonly clusterId: string;
  /** As bound: ports are the real ones also where 0 was asked for. */
  readonly endpoints: readonly BoundListener[];
  /** Where /metrics, /health and /ready are, as bound; undefined without `metrics.listener`. */
  readonly operations?: Endpoint | undefined;
  /** Serves what is under way, flushes everything, and leaves a mark that nothing has to be recovered. */
  close(): Promise<void>;
}

export interface BoundListener {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Resolves when clients can connect. Rejects with a NetworkError when a port is taken, with a DiskError (`ELOCKED`) when
 * another process uses the data; then nothing stays open.
 */
export async function startBroker(runtime: Runtime, settings: BrokerSettings): Promise<RunningBroker> {
  const cleanup = new Cleanup();
  try {
    return await start(runtime, settings, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(runtime: Runtime, settings: BrokerSettings, cleanup: Cleanup): Promise<RunningBroker> {
  const { clock, log, network } = runtime;
  const brokerId = settings.nodeId;
  const operations = await openOperations(runtime, settings, cleanup);
  const metadata = await openMetadata(runtime, settings, cleanup);
  const { tracker } = metadata;

  const live = new LiveSettings({ catalog: metadata.catalog, image: () => tracker.image, log });
  const openFiles = shareOpenFiles(openFilesLimit(runtime.disk));
  const topicConfigs = new TopicConfigs(brokerId, settings.texts, log);
  const logs = await openLogManager(withLogger(runtime, 'kafka.log.LogManager'), {
    directories: settings.logDirs,
    clusterId: metadata.clusterId,
    brokerId,
    memoryOnly: settings.logMemoryOnly,
    tailCacheBytes: settings.logTailCacheBytes,
    openFilesMax: openFiles.logFiles,
    retentionCheckIntervalMs: settings.logRetentionCheckIntervalMs,
    checkpointIntervalMs: settings.logFlushOffsetCheckpointIntervalMs,
    producerIdExpirationMs: () => live.current.producerIdExpirationMs,
    cleaner: () => live.current,
    moveBytesPerSecond: () => live.current.replicaAlterLogDirsIoMaxBytesPerSecond,
    movesAtOnce: settings.numReplicaAlterLogDirsThreads ?? undefined,
    brokerEpoch: () => tracker.image.brokers.get(brokerId)?.epoch ?? -1,
    topicIdOf: (topic) => tracker.image.topicsByName.get(topic)?.id,
    configOf: (topic) => topicConfigs.named(topic, tracker.image).log,
  });
  cleanup.add(() => logs.close());

  const controller = await startController(withLogger(runtime, 'kafka.controller'), settings, metadata, logs, cleanup);
  const replicas = new ReplicaManager({
    brokerId,
    logs,
    log,
    configOf: (topic) => topicConfigs.of(topic, tracker.image),
  });
  replicas.apply(tracker.image);
  tracker.onChange((_before, after) => replicas.apply(after));
  cleanup.add(() => replicas.close());

  const producerIds = new ProducerIds(controller);
  const groups = new GroupCoordination({
    runtime: withLogger(runtime, 'kafka.coordinator.group'),
    settings,
    live,
    tracker,
    replicas,
    catalog: metadata.catalog,
    transactions: {
      verify: (claim) => transactions.coordinator.verify(claim),
      add: (claim) => transactions.coordinator.add(claim),
    },
  });
  const markers = new LocalMarkers({ replicas, groups: groups.coordinator, clock });
  const transactions = new TransactionCoordination({
    runtime: withLogger(runtime, 'kafka.coordinator.transaction'),
    settings,
    tracker,
    replicas,
    groups: groups.coordinator,
    producerIds,
    markers,
  });

  const quotas = new ClientQuotas(settings, clock);
  const limit = (image: ClusterImage): void => {
    quotas.apply(image, () => connectionCreationRates(metadata.catalog.brokerTexts(image)));
  };
  limit(tracker.image);
  tracker.onChange((_before, after) => limit(after));

  const acknowledgementDeadlines = new AcknowledgementDeadlines(clock);
  cleanup.add(() => acknowledgementDeadlines.close());
  const fetchSessions = new FetchSessionCache(settings.maxIncrementalFetchSessionCacheSlots, clock, runtime.random);
  const fetchPurgatory = { size: 0 };
  const internalTopics = new InternalTopics({ controller, settings, image: () => tracker.image });
  const loggers = startedLoggers(runtime, settings.loggerLevels);
  const clientMetrics = new ReceivedClientMetrics(clock);
  const handlers = registeredHandlers({
    runtime,
    settings,
    live,
    controller,
    catalog: metadata.catalog,
    image: () => tracker.image,
    replicas,
    logs,
    acknowledgementDeadlines,
    fetchSessions,
    fetchPurgatory,
    groups: groups.coordinator,
    own: new AdvertisedEndpoints(brokerId, settings.listeners),
    internalTopics,
    autoCreation: new TopicAutoCreation({ controller, settings, internalTopics, log }),
    producerIds,
    transactions: transactions.coordinator,
    markers,
    quotas,
    loggers,
    telemetry: clientTelemetry(runtime, settings, clientMetrics, () => tracker.image.configs.clientMetrics),
  });

  const requests = new RequestMetrics(operations.endpoint !== undefined, new RequestLog(loggers.logger(requestLogger)));
  const server = new SocketServer({
    network,
    clock,
    log: withLogger(runtime, 'kafka.network.SocketServer').log,
    handlers,
    config: socketServerConfig(settings, openFiles.connections),
    observer: requests,
    requestThrottle: quotas,
    connectionThrottle: quotas.connections,
    limits: liveConnectionLimits(live, openFiles.connections),
  });
  cleanup.add(() => server.close());
  // Whoever is parked is answered first, so that the server has nothing to wait for.
  cleanup.add(() => groups.close());
  cleanup.add(() => transactions.close());
  cleanup.add(() => replicas.stopWaiting());
  cleanup.add(() => operations.stopping());
  const bound: BoundListener[] = [];
  for (const { name, endpoint } of settings.listeners) {
    const { port } = await server.listen(name, endpoint);
    bound.push({ name, host: endpoint.host, port });
  }
  log.debug({ brokerId, clusterId: metadata.clusterId, listeners: bound }, 'Accepting connections');
  const { clusterId } = metadata;
  operations.running(
    {
      brokerId,
      clusterId,
      image: () => tracker.image,
      replicas,
      logs,
      logDirectories: settings.logDirs,
      groups: groups.coordinator,
      transactions: transactions.coordinator,
      server,
      requests,
      fetchSessions,
      fetchPurgatory,
      acknowledgementDeadlines,
      clientMetrics,
    },
    bound[0],
  );
  return { brokerId, clusterId, endpoints: bound, operations: operations.endpoint, close: () => cleanup.run() };
}
