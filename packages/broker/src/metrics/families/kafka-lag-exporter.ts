/** Groups' lag under the names of kafka-lag-exporter; the cluster's name is its id. */
import { type Family, sample } from '../family.ts';
import type { GroupLag, PartitionLag } from '../lag/lag-table.ts';
import { partitionsOf } from '../sources.ts';

const names = 'kafka-lag-exporter';
const type = 'gauge';

function perPartition(
  what: string,
  unit: string,
  help: string,
  value: (lag: PartitionLag) => number | undefined,
): Family {
  return {
    name: `kafka_consumergroup_group_${what}`,
    names,
    type,
    unit,
    help,
    labels: ['cluster_name', 'group', 'topic', 'partition'],
    isPerPartition: true,
    *collect({ clusterId, lags }) {
      for (const { groupId, partitions } of lags.groups) {
        for (const lag of partitions) {
          const found = value(lag);
          if (found !== undefined) yield sample(found, clusterId, groupId, lag.topic, lag.partition);
        }
      }
    },
  };
}

function perGroup(what: string, unit: string, help: string, value: (group: GroupLag) => number): Family {
  return {
    name: `kafka_consumergroup_group_${what}`,
    names,
    type,
    unit,
    help,
    labels: ['cluster_name', 'group'],
    *collect({ clusterId, lags }) {
      for (const group of lags.groups) yield sample(value(group), clusterId, group.groupId);
    },
  };
}

function latest(what: string, help: string, isEarliest: boolean): Family {
  return {
    name: `kafka_partition_${what}_offset`,
    names,
    type,
    unit: 'offset',
    help,
    labels: ['cluster_name', 'topic', 'partition'],
    isPerPartition: true,
    *collect(scraped) {
      for (const { topic, partition, log, highWatermark } of partitionsOf(scraped)) {
        yield sample(isEarliest ? log.logStartOffset : highWatermark, scraped.clusterId, topic, partition);
      }
    },
  };
}

function greatest(values: Iterable<number | undefined>): number {
  let found = 0;
  for (const value of values) found = Math.max(found, value ?? 0);
  return found;
}

export const kafkaLagExporterFamilies: readonly Family[] = [
  perPartition('offset', 'offset', 'What a group has committed.', ({ offset }) => offset),
  perPartition('lag', 'records', 'Records that a group has not consumed.', ({ lag }) => lag),
  perPartition('lag_seconds', 's', 'Age of the first of them.', ({ lagSeconds }) => lagSeconds),
  perGroup('max_lag', 'records', 'The greatest lag of a group.', ({ partitions }) =>
    greatest(partitions.map(({ lag }) => lag)),
  ),
  perGroup('max_lag_seconds', 's', 'The greatest lag of a group in seconds.', ({ partitions }) =>
    greatest(partitions.map(({ lagSeconds }) => lagSeconds)),
  ),
  perGroup('sum_lag', 'records', 'The lag of a group over all partitions.', ({ partitions }) =>
    partitions.reduce((sum, { lag }) => sum + lag, 0),
  ),
  latest('latest', 'How far consumers can read.', false),
  latest('earliest', 'Where the log starts.', true),
];
