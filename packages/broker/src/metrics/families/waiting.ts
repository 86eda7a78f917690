/** Who waits in this broker: Kafka's purgatories and fetch sessions. */
import { type Family, sample, single } from '../family.ts';
import type { Scraped } from '../sources.ts';

function purgatory(what: string, help: string): Family {
  return {
    name: `kafka_server_delayedoperationpurgatory_${what}`,
    names: 'jmx-exporter',
    type: 'gauge',
    unit: 'requests',
    help,
    labels: ['delayedOperation'],
    *collect({ acknowledgementDeadlines, fetchPurgatory }) {
      yield sample(acknowledgementDeadlines.size, 'Produce');
      yield sample(fetchPurgatory.size, 'Fetch');
    },
  };
}

function sessions(what: string, unit: string, help: string, value: (scraped: Scraped) => number): Family {
  const name = `kafka_server_fetchsessioncache_${what}`;
  return single({ name, names: 'jmx-exporter', type: 'gauge', unit, help }, value);
}

export const waitingFamilies: readonly Family[] = [
  purgatory('purgatorysize', 'Producers that wait for their acknowledgement, and fetches that wait for records.'),
  purgatory('numdelayedoperations', 'The same: who is answered is forgotten at once.'),
  sessions('numincrementalfetchsessions', 'sessions', 'Fetch sessions.', ({ fetchSessions }) => fetchSessions.size),
  sessions(
    'numincrementalfetchpartitionscached',
    'partitions',
    'Partitions in fetch sessions.',
    ({ fetchSessions }) => fetchSessions.partitionCount,
  ),
  single(
    {
      name: 'kafka_server_fetchsessioncache_incrementalfetchsessionevictions_total',
      confluent: 'kafka_server_fetchsessioncache_incrementalfetchsessionevictionspersec',
      names: 'jmx-exporter',
      type: 'counter',
      unit: 'sessions',
      help: 'Fetch sessions that were given up for others.',
    },
    ({ fetchSessions }) => fetchSessions.evictions,
  ),
];
