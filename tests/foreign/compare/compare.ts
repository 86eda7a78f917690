/**
 * Prints where a broker answers otherwise than Apache Kafka did:
 * `node tests/foreign/compare/compare.ts --target moldau|host:port [--only text] [--messages] [--all]`.
 */

import { parseArgs } from 'node:util';
import { realRuntime } from '@moldau/runtime';
import { startTarget } from '../support/target.ts';
import { isAccepted } from './accepted-differences.ts';
import { describeDifferences, differences, readAnswers } from './answers.ts';
import { play } from './play.ts';

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'moldau' },
    only: { type: 'string' },
    messages: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
});

const chosen = (title: string) => title.includes(values.only ?? '');

await using broker = await startTarget(values.target);
const [host = '', port] = broker.address.split(':');
const { network } = await realRuntime({ logLevel: 'error' });
const played = await play({ network, endpoint: { host, port: Number(port) } }, Date.now, { only: chosen });
const found = differences(readAnswers(), played, { messages: values.messages });
const lines = describeDifferences(found.filter((each) => values.all || !isAccepted(each)));
for (const line of lines) console.log(line);
console.log(`${Object.keys(played).length} cases, ${lines.length} differences`);
process.exitCode = lines.length === 0 ? 0 : 1;
