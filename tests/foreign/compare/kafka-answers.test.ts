/**
 * The broker answers as Apache Kafka did, case by case, at every version. It is a broker of its own, since some cases turn
 * features off that other scenarios need.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { realRuntime } from '@moldau/runtime';
import type { RunningBroker } from '../support/running-broker.ts';
import { startTarget } from '../support/target.ts';
import { isAccepted } from './accepted-differences.ts';
import { describeDifferences, differences, readAnswers } from './answers.ts';
import { allCases } from './cases.ts';
import { play, titleOf } from './play.ts';
import type { Broker } from './session.ts';

describe('answers like those of Apache Kafka', () => {
  const kafka = readAnswers();
  let running: RunningBroker;
  let broker: Broker;

  before(async () => {
    running = await startTarget(process.env['FOREIGN_TARGET'] ?? 'moldau');
    const [host = '', port] = running.address.split(':');
    const { network } = await realRuntime({ logLevel: 'error' });
    broker = { network, endpoint: { host, port: Number(port) } };
  });
  after(() => running[Symbol.asyncDispose]());

  for (const [api, cases] of Map.groupBy(allCases, (each) => each.api.name)) {
    describe(api, () => {
      for (const each of cases) {
        test(each.name, async () => {
          assert.ok(titleOf(each) in kafka, `${titleOf(each)} is not recorded: run tests/foreign/compare/record.ts`);
          const here = await play(broker, Date.now, { only: (title) => title === titleOf(each) });
          const lines = describeDifferences(differences(kafka, here).filter((each) => !isAccepted(each)));
          assert.deepEqual(lines, []);
        });
      }
    });
  }
});
