/** The cluster as its controller, which is this broker, sees it. */
import { type Family, single } from '../family.ts';
import type { Scraped } from '../sources.ts';

function controller(what: string, unit: string, help: string, value: (scraped: Scraped) => number): Family {
  const name = `kafka_controller_kafkacontroller_${what}`;
  return single({ name, names: 'jmx-exporter', type: 'gauge', unit, help }, value);
}

function brokersIn(state: string): (scraped: Scraped) => number {
  return ({ image }) => [...image().brokers.values()].filter((broker) => broker.state === state).length;
}

export const controllerFamilies: readonly Family[] = [
  controller('activecontrollercount', '0 or 1', 'Whether this broker is the controller.', ({ brokerId, image }) =>
    Number(image().controllerId === brokerId),
  ),
  controller('activebrokercount', 'brokers', 'Brokers that serve.', brokersIn('ACTIVE')),
  controller('fencedbrokercount', 'brokers', 'Brokers that are known and do not serve.', brokersIn('FENCED')),
  controller('globaltopiccount', 'topics', 'Topics of the cluster.', ({ image }) => image().topicsById.size),
  controller('globalpartitioncount', 'partitions', 'Partitions of the cluster.', ({ totals }) => totals.all),
  controller(
    'offlinepartitionscount',
    'partitions',
    'Partitions that nobody leads, or whose leader, this broker, cannot use its log.',
    ({ totals }) => totals.withoutLeader + totals.offline,
  ),
  controller(
    'preferredreplicaimbalancecount',
    'partitions',
    'Partitions that are not led by their first replica.',
    ({ totals }) => totals.notPreferred,
  ),
  single(
    {
      name: 'kafka_controller_controllerstats_uncleanleaderelections_total',
      confluent: 'kafka_controller_controllerstats_uncleanleaderelectionspersec',
      names: 'jmx-exporter',
      type: 'counter',
      unit: 'elections',
      help: 'Leaders elected out of sync: a single broker elects none.',
    },
    () => 0,
  ),
];
