/** Topics, and groups' lag, under the names of kafka_exporter. */
import type { Partition } from '@moldau/cluster';
import { type Family, type Sample, sample, single } from '../family.ts';
import type { GroupLag, PartitionLag } from '../lag/lag-table.ts';
import { isUnderReplicated } from '../partition-totals.ts';
import { partitionsOf, topicsOf } from '../sources.ts';

const names = 'kafka-exporter';
const type = 'gauge';

function perPartition(what: string, unit: string, help: string, value: (partition: Partition) => number): Family {
  return {
    name: `kafka_topic_partition_${what}`,
    names,
    type,
    unit,
    help,
    labels: ['topic', 'partition'],
    isPerPartition: true,
    *collect(scraped) {
      for (const each of partitionsOf(scraped)) yield sample(value(each), each.topic, each.partition);
    },
  };
}

function perGroupPartition(
  what: string,
  unit: string,
  help: string,
  value: (lag: PartitionLag) => number | undefined,
): Family {
  return {
    name: `kafka_consumergroup_${what}`,
    names,
    type,
    unit,
    help,
    labels: ['consumergroup', 'topic', 'partition'],
    isPerPartition: true,
    *collect({ lags }) {
      for (const { groupId, partitions } of lags.groups) {
        for (const lag of partitions) {
          const found = value(lag);
          if (found !== undefined) yield sample(found, groupId, lag.topic, lag.partition);
        }
      }
    },
  };
}

function perGroupTopic(what: string, unit: string, help: string, value: (lag: PartitionLag) => number): Family {
  return {
    name: `kafka_consumergroup_${what}`,
    names,
    type,
    unit,
    help,
    labels: ['consumergroup', 'topic'],
    *collect({ lags }) {
      for (const group of lags.groups) yield* sums(group, value);
    },
  };
}

function* sums({ groupId, partitions }: GroupLag, value: (lag: PartitionLag) => number): Iterable<Sample> {
  const byTopic = new Map<string, number>();
  for (const lag of partitions) byTopic.set(lag.topic, (byTopic.get(lag.topic) ?? 0) + value(lag));
  for (const [topic, sum] of byTopic) yield sample(sum, groupId, topic);
}

export const kafkaExporterFamilies: readonly Family[] = [
  single(
    { name: 'kafka_brokers', names, type, unit: 'brokers', help: 'Brokers of the cluster.' },
    ({ image }) => image().brokers.size,
  ),
  {
    name: 'kafka_broker_info',
    names,
    type,
    unit: 'broker id',
    help: 'Every broker; without advertised.listeners the address is the one it listens on.',
    labels: ['id', 'address'],
    *collect({ image, address, brokerId }) {
      for (const { id, listeners } of image().brokers.values()) {
        const [advertised] = listeners.values();
        const known = advertised?.host !== '' ? advertised : id === brokerId ? address : undefined;
        yield sample(id, id, known === undefined ? '' : `${known.host}:${known.port}`);
      }
    },
  },
  {
    name: 'kafka_topic_partitions',
    names,
    type,
    unit: 'partitions',
    help: 'Partitions of a topic.',
    labels: ['topic'],
    *collect(scraped) {
      for (const { name, image } of topicsOf(scraped)) yield sample(image.partitions.length, name);
    },
  },
  perPartition('current_offset', 'offset', 'How far consumers can read.', ({ highWatermark }) => highWatermark),
  perPartition('oldest_offset', 'offset', 'Where the log starts.', ({ log }) => log.logStartOffset),
  perPartition('leader', 'broker id', 'Who leads.', ({ leader }) => leader),
  perPartition('replicas', 'replicas', 'Replicas.', ({ replicaCount }) => replicaCount),
  perPartition('in_sync_replica', 'replicas', 'Replicas in sync.', ({ inSyncCount }) => inSyncCount),
  perPartition('leader_is_preferred', '0 or 1', 'Whether the first replica leads.', ({ leader, preferredLeader }) =>
    Number(leader === preferredLeader),
  ),
  perPartition('under_replicated_partition', '0 or 1', 'Whether a replica is out of sync.', (each) =>
    Number(isUnderReplicated(each)),
  ),
  {
    name: 'kafka_consumergroup_members',
    names,
    type,
    unit: 'members',
    help: 'Members of a group.',
    labels: ['consumergroup'],
    *collect({ lags }) {
      for (const { groupId, memberCount } of lags.groups) yield sample(memberCount, groupId);
    },
  },
  perGroupPartition('current_offset', 'offset', 'What a group has committed.', ({ offset }) => offset),
  perGroupTopic('current_offset_sum', 'offsets', 'The same, over all partitions of a topic.', ({ offset }) => offset),
  perGroupPartition('lag', 'records', 'Records that a group has not consumed.', ({ lag }) => lag),
  perGroupTopic('lag_sum', 'records', 'The same, over all partitions of a topic.', ({ lag }) => lag),
  perGroupPartition(
    'lag_seconds',
    's',
    'Age of the first record that a group has not consumed, by its timestamp; 0 when it has consumed all.',
    ({ lagSeconds }) => lagSeconds,
  ),
];
