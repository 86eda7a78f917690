/**
 * Records Apache Kafka's answers to every case into answers/: `node tests/foreign/compare/record.ts [--only text]`.
 * Plays everything twice and refuses to record what Kafka itself does not answer alike.
 */

import { parseArgs } from 'node:util';
import { realRuntime } from '@moldau/runtime';
import { startKafka } from '../support/kafka-broker.ts';
import { describeDifferences, differences, readAnswers, writeAnswers } from './answers.ts';
import { play } from './play.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, once: { type: 'boolean', default: false } } });

const chosen = (title: string) => title.includes(values.only ?? '');

await using broker = await startKafka();
const [host = '', port] = broker.address.split(':');
const { network } = await realRuntime({ logLevel: 'error' });
let before = performance.now();

/** Names what takes long. */
function onPlayed(title: string, version: number): void {
  const took = performance.now() - before;
  before += took;
  if (took > 1000) console.log(`${title} v${version} took ${Math.round(took)} ms`);
}

const first = await play({ network, endpoint: { host, port: Number(port) } }, Date.now, {
  only: chosen,
  onPlayed,
});
const second = values.once
  ? first
  : await play({ network, endpoint: { host, port: Number(port) } }, Date.now, { only: chosen });
const wavering = differences(first, second, { messages: true });
for (const line of describeDifferences(wavering)) console.log(`wavers: ${line}`);
writeAnswers(values.only === undefined ? first : { ...readAnswers(), ...first });
const answers = Object.values(first).reduce((sum, versions) => sum + Object.keys(versions).length, 0);
console.log(`${Object.keys(first).length} cases, ${answers} with their versions, ${wavering.length} wavering leaves`);
process.exitCode = wavering.length === 0 ? 0 : 1;
