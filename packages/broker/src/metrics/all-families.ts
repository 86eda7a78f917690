/** Every metric there is, in the order of the exposition. */
import { brokerFamilies } from './families/broker.ts';
import { controllerFamilies } from './families/controller.ts';
import { coordinatorFamilies } from './families/coordinators.ts';
import { kafkaExporterFamilies } from './families/kafka-exporter.ts';
import { kafkaLagExporterFamilies } from './families/kafka-lag-exporter.ts';
import { logFamilies } from './families/logs.ts';
import { networkFamilies } from './families/network.ts';
import { replicaFamilies } from './families/replicas.ts';
import { requestFamilies } from './families/requests.ts';
import { topicTrafficFamilies } from './families/topic-traffic.ts';
import { waitingFamilies } from './families/waiting.ts';
import type { Family, NameSet } from './family.ts';

export const allFamilies: readonly Family[] = [
  ...brokerFamilies,
  ...topicTrafficFamilies,
  ...requestFamilies,
  ...networkFamilies,
  ...waitingFamilies,
  ...replicaFamilies,
  ...logFamilies,
  ...controllerFamilies,
  ...coordinatorFamilies,
  ...kafkaExporterFamilies,
  ...kafkaLagExporterFamilies,
];

/** As `metrics.names` has them. */
export type ShownNames = Exclude<NameSet, 'moldau'> | 'confluent';

/** The families that are shown under these names. A figure that two of them call the same is shown once. */
export function familiesNamed(names: readonly ShownNames[]): readonly Family[] {
  const wanted = new Set<string>(names);
  const own = allFamilies.filter((family) => family.names === 'moldau' || wanted.has(family.names));
  if (!wanted.has('confluent')) return own;
  const confluent = allFamilies
    .filter((family) => family.names === 'jmx-exporter')
    .filter((family) => family.confluent !== undefined || !wanted.has('jmx-exporter'))
    .map((family) => ({ ...family, name: family.confluent ?? family.name, labels: family.labels.map(snakeCase) }));
  return [...own, ...confluent];
}

/** Confluent's rules have labels in lower case. */
function snakeCase(label: string): string {
  return label === 'networkProcessor' ? 'network_processor' : label.toLowerCase();
}
