/** librdkafka's tests: which run against a broker, which of these are on the list of those that pass, and why not. */

import { notYet } from './not-yet.ts';
import { passing } from './passing.ts';
import { withoutBroker } from './without-broker.ts';

/** The group protocol that the suite's consumers use. */
export type Protocol = 'classic' | 'consumer';

/** `noautocreate`: the broker makes no topic unasked. */
export type Scenario = 'default' | 'noautocreate';

export interface SuiteTest {
  readonly test: string;
  readonly protocol: Protocol;
  readonly scenario: Scenario;
  /** Only the subtests that have this in their names. */
  readonly part?: string;
  /** Roughly, on two cores. */
  readonly seconds: number;
  /** Why it may fail though the broker does nothing wrong, of a test that gets a second try. */
  readonly unsteady?: string;
  /** What is missing, of a test that is not listed. */
  readonly why?: string;
}

export const tests: readonly SuiteTest[] = [...passing, ...notYet];

export const knownTests: ReadonlySet<string> = new Set([...tests.map(({ test }) => test), ...withoutBroker]);

export function isListed(test: SuiteTest): boolean {
  return test.why === undefined;
}

/** They create their topics with three replicas. */
const withThreeReplicas: ReadonlySet<string> = new Set([
  '0098_consumer_txn',
  '0103_transactions',
  '0107_topic_recreate',
  '0111_delay_create_topics',
]);

export function wantsThreeBrokers({ test }: SuiteTest): boolean {
  return withThreeReplicas.has(test);
}

/** The suite chooses tests by their four digits. */
export function numberOf(test: string): string {
  return test.slice(0, 4);
}

/** The tests of each process: those that share number, protocol, scenario and part. */
export function grouped(chosen: readonly SuiteTest[]): (readonly [SuiteTest, ...SuiteTest[]])[] {
  const groups = new Map<string, [SuiteTest, ...SuiteTest[]]>();
  for (const test of chosen) {
    const key = [numberOf(test.test), test.protocol, test.scenario, test.part].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [test]);
    else group.push(test);
  }
  return [...groups.values()];
}
