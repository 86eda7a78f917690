/**
 * The tests of librdkafka's suite that pass against this broker: a list that only ever grows. Each names what it takes
 * by group protocol, in seconds; a test without a consumer group runs once, as classic.
 */
import type { Protocol, Scenario, SuiteTest } from './tests.ts';

type Seconds = Readonly<Partial<Record<Protocol, number>>>;

function passes(test: string, seconds: Seconds, details: { scenario?: Scenario; part?: string } = {}): SuiteTest[] {
  const { scenario = 'default', part } = details;
  const shared = { test, scenario, ...(part === undefined ? {} : { part }) };
  const protocols = ['classic', 'consumer'] as const;
  return protocols.flatMap((protocol) => {
    const taken = seconds[protocol];
    return taken === undefined ? [] : [{ ...shared, protocol, seconds: taken }];
  });
}

export const passing: readonly SuiteTest[] = [passes('0018_cgrp_term', { classic: 32, consumer: 25 })].flat();
