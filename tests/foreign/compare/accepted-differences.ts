/** Where Moldau answers otherwise than Apache Kafka on purpose, and why. */

import type { Difference } from './answers.ts';

interface Accepted {
  readonly why: string;
  readonly holds: (difference: Difference) => boolean;
}

const accepted: readonly Accepted[] = [
  {
    why: "flush.policy is Moldau's own config",
    holds: ({ path }) => /(^|\.)flush\.policy$/.test(path),
  },
  {
    why: 'settings that only Moldau has',
    holds: ({ kafka, title }) => title === 'DescribeConfigs / what the broker declares' && kafka === undefined,
  },
  {
    why: 'defaults that suit a broker that needs no settings, and limits that are finite',
    holds: ({ path, title }) =>
      (title === 'DescribeConfigs / what the broker declares' && ownDefaults.has(path)) ||
      path.endsWith('.synonyms.max.connections.value'),
  },
  {
    why: 'listeners are opened once, when the broker starts',
    holds: ({ path }) => path === 'listeners.readOnly' || path === 'listener.security.protocol.map.readOnly',
  },
  {
    why: 'new Kafka clusters carry min.insync.replicas as a dynamic default, for their eligible leader replicas',
    holds: ({ path, title }) =>
      /min\.insync\.replicas(\.configSource|\.synonyms\..*)?$/.test(path) && /Configs|CreateTopics/.test(title),
  },
  {
    why: 'an automatic topic is answered as soon as it exists, which is at once (B18)',
    holds: ({ path, title }) => title === 'Metadata / an unknown topic that is created' && path.startsWith('at once.'),
  },
  {
    why: 'Kafka answers with an unexpected error of its own where Moldau says what is wrong',
    holds: ({ title, path, kafka }) => unexpected.has(title) || (path.endsWith('errorCode') && kafka === -1),
  },
  {
    why: 'a refused batch says what is wrong with it, where Kafka leaves the client with the code alone',
    holds: ({ title, path, kafka }) =>
      /^(Produce|CreatePartitions) /.test(title) && /errorMessage$/i.test(path) && kafka === null,
  },
  {
    why: 'batches stay opaque: what is compressed is not opened, the greatest timestamp is believed',
    holds: ({ title }) => opaque.has(title),
  },
  {
    why: 'a quota that is no number is refused, which Kafka stores',
    holds: ({ title }) => /^AlterClientQuotas \/ a \w+ that is no number$/.test(title),
  },
  {
    why: 'quotas of addresses are for addresses: names of hosts are not looked up',
    holds: ({ title }) => title === 'AlterClientQuotas / a host name',
  },
];

const ownDefaults = new Set(
  [
    'controller.listener.names',
    'listener.security.protocol.map',
    'log.dir',
    'max.connections',
    'max.connections.per.ip',
    'node.id',
    'process.roles',
  ].map((name) => `${name}.defaultValue`),
);

const opaque = new Set([
  'Produce / garbage that claims to be gzip',
  'Produce / garbage that claims to be lz4',
  'Produce / a wrong greatest timestamp',
]);

/** Situations in which Kafka throws what nobody catches, so that the whole answer is another. */
const unexpected = new Set([
  'Metadata / neither a name nor an id',
  'IncrementalAlterConfigs / an unknown operation',
  'Fetch / an isolation level that does not exist',
  'ListOffsets / an isolation level that does not exist',
  'JoinGroup / a pending id with an instance id',
]);

export function isAccepted(difference: Difference): boolean {
  return accepted.some(({ holds }) => holds(difference));
}
