/**
 * What consumer groups cost: heartbeats and memory of many members on one broker, and the time in which a coordinator
 * reads its committed offsets again.
 *
 *     node bench/groups.ts [--groups 1000] [--members 10000] [--offsets 100000] [--seconds 10]
 *
 * The members are of the classic protocol, each on a connection of its own, as real clients are. The coordinator is
 * also measured alone, in this process, without network and log: what is left then is the price of the group itself.
 * Linux only: what the broker's process uses is read from /proc.
 */
import { parseArgs } from 'node:util';
import { measureAlone } from './groups/coordinator-alone.ts';
import { measureReload } from './groups/offset-reload.ts';
import { measureBroker } from './groups/whole-broker.ts';

const { values } = parseArgs({
  options: {
    groups: { type: 'string', default: '1000' },
    members: { type: 'string', default: '10000' },
    offsets: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '10' },
  },
});
const [groups, members, offsets] = [Number(values.groups), Number(values.members), Number(values.offsets)];

print(`${members} members in ${groups} groups`);

const alone = await measureAlone(groups, members);
row('the coordinator alone', 'a heartbeat', `${alone.heartbeatMicroseconds.toFixed(2)} µs CPU`);
row('', 'a member', `${Math.round(alone.memberBytes)} B of heap`);

const broker = await measureBroker(groups, members, Number(values.seconds));
row('a broker', 'all members stable', `after ${(broker.stableMs / 1000).toFixed(1)} s`);
row(
  '',
  'a heartbeat, as fast as can be',
  `${broker.busyMicroseconds.toFixed(1)} µs CPU, ${Math.round(broker.busyRate)}/s`,
);
row('', 'a heartbeat, each member every 3 s', `${broker.pacedMicroseconds.toFixed(1)} µs CPU`);
row('', 'all heartbeats, each member every 3 s', `${(100 * broker.pacedShare).toFixed(1)} % of a core`);
row('', 'a connection', `${kilobytes(broker.connectionBytes)} KB of memory`);
row('', 'a member besides its connection', `${kilobytes(broker.memberBytes)} KB of memory`);

const reload = await measureReload(offsets);
row('a restart', `${reload.records} committed offsets`, `read in ${Math.round(reload.loadMs)} ms`);

function row(subject: string, what: string, figure: string): void {
  print(`  ${subject.padEnd(24)}${what.padEnd(40)}${figure}`);
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
