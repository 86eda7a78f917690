/** Groups and transactions that this broker coordinates. */
import { type Family, sample, single } from '../family.ts';
import type { Scraped } from '../sources.ts';

function groups(what: string, unit: string, help: string, value: (scraped: Scraped) => number): Family {
  const name = `kafka_coordinator_group_groupmetadatamanager_${what}`;
  return single({ name, names: 'jmx-exporter', type: 'gauge', unit, help }, value);
}

/** Kafka counts groups of the classic protocol by state. */
function classicIn(state: string): Family {
  return groups(`numgroups${state.toLowerCase()}`, 'groups', `Classic groups in the state ${state}.`, ({ lags }) =>
    count(lags.groups, ({ type, stateName }) => type === 'classic' && stateName === state),
  );
}

function count<Item>(items: Iterable<Item>, matches: (item: Item) => boolean): number {
  let matching = 0;
  for (const item of items) if (matches(item)) matching++;
  return matching;
}

function* countBy(scraped: Scraped, label: (group: Scraped['lags']['groups'][number]) => string | undefined) {
  const counts = new Map<string, number>();
  for (const group of scraped.lags.groups) {
    const key = label(group);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, value] of counts) yield sample(value, key);
}

export const coordinatorFamilies: readonly Family[] = [
  groups('numgroups', 'groups', 'Groups of every protocol.', ({ lags }) => lags.groups.length),
  ...['PreparingRebalance', 'CompletingRebalance', 'Stable', 'Dead', 'Empty'].map(classicIn),
  groups('numoffsets', 'offsets', 'Offsets that groups have committed.', ({ lags }) => lags.offsetCount),
  {
    name: 'kafka_server_group_coordinator_metrics_group_count',
    names: 'jmx-exporter',
    type: 'gauge',
    unit: 'groups',
    help: 'Groups by protocol.',
    labels: ['protocol'],
    collect: (scraped) => countBy(scraped, ({ type }) => type),
  },
  {
    name: 'kafka_server_group_coordinator_metrics_consumer_group_count',
    names: 'jmx-exporter',
    type: 'gauge',
    unit: 'groups',
    help: 'Groups of the consumer protocol (KIP-848) by state.',
    labels: ['state'],
    collect: (scraped) =>
      countBy(scraped, ({ type, stateName }) => (type === 'consumer' ? stateName.toLowerCase() : undefined)),
  },
  single(
    {
      name: 'kafka_server_transaction_coordinator_metrics_transactional_id_count',
      names: 'jmx-exporter',
      type: 'gauge',
      unit: 'ids',
      help: 'Transactional ids that are remembered.',
    },
    ({ transactions }) => transactions.transactionalIdCount,
  ),
];
