import type { HostedTopic, Partition, ReplicaManager } from '@moldau/cluster';
import type { GroupCoordinator, TransactionCoordinator } from '@moldau/coordinator';
import type { ClusterImage } from '@moldau/metadata';
import type { Endpoint, ProcessUsage } from '@moldau/runtime';
import type { LogManager } from '@moldau/storage';
import type { FetchPurgatory } from '../fetch/delayed-fetch.ts';
import type { FetchSessionCache } from '../fetch/fetch-session-cache.ts';
import type { SocketServer } from '../network/socket-server.ts';
import type { AcknowledgementDeadlines } from '../produce/acknowledgement-deadlines.ts';
import type { ClientMetricsSource } from './client-metrics.ts';
import type { LagTable } from './lag/lag-table.ts';
import type { PartitionTotals } from './partition-totals.ts';
import type { RequestMetrics } from './request-metrics.ts';

/** The parts of a running broker that metrics are read from. They only look. */
export interface MetricsSources {
  readonly brokerId: number;
  readonly clusterId: string;
  readonly image: () => ClusterImage;
  readonly replicas: ReplicaManager;
  readonly logs: LogManager;
  readonly logDirectories: readonly string[];
  readonly groups: GroupCoordinator;
  readonly transactions: TransactionCoordinator;
  readonly server: SocketServer;
  readonly requests: RequestMetrics;
  readonly fetchSessions: FetchSessionCache;
  readonly fetchPurgatory: FetchPurgatory;
  readonly acknowledgementDeadlines: AcknowledgementDeadlines;
  /** What clients tell of themselves (KIP-714), where that is received. */
  readonly clientMetrics?: ClientMetricsSource;
}

/** What one scrape reads from: the sources, and what was gathered from them beforehand. */
export interface Scraped extends MetricsSources {
  readonly usage: ProcessUsage;
  readonly totals: PartitionTotals;
  readonly lags: LagTable;
  readonly isReady: boolean;
  readonly partitionsMax: number;
  /** Where clients reach this broker, as far as it is the same for all. */
  readonly address: Endpoint | undefined;
}

/** Hosted topics, each as it is when its turn comes. */
export function topicsOf({ replicas }: MetricsSources): Iterable<HostedTopic> {
  return replicas.topics;
}

/** Hosted partitions, at most as many as have metrics of their own. */
export function* partitionsOf(scraped: Scraped): Iterable<Partition> {
  let left = scraped.partitionsMax;
  for (const { partitions } of topicsOf(scraped)) {
    for (const partition of partitions.values()) {
      if (left-- <= 0) return;
      yield partition;
    }
  }
}
