/**
 * What partitions cost that hold a few records and that nobody uses: memory, the time to create them, and the time that
 * a broker takes to start with them again, after a clean stop and after `kill -9`. Beside it an empty broker.
 *
 *     node bench/partitions.ts [--partitions 10000] [--per-topic 100] [--rounds 3] [--policy ack|none]
 *
 * `policy` is `flush.policy`: what a record costs is not measured here, but under `ack` every log is on stable storage
 * when the broker is killed. Times of starts are medians, from starting the process to its first accepted connection.
 * Linux only: what the broker's process uses is read from /proc.
 */
import { parseArgs } from 'node:util';
import { measurePartitions } from './partitions/measure-partitions.ts';

const { values } = parseArgs({
  options: {
    partitions: { type: 'string', default: '10000' },
    'per-topic': { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    policy: { type: 'string', default: 'ack' },
  },
});
const options = {
  perTopic: Number(values['per-topic']),
  rounds: Number(values.rounds),
  flushPolicy: values.policy,
};
const wanted = Number(values.partitions);

const empty = await measurePartitions({ ...options, partitions: 0 });
const full = await measurePartitions({ ...options, partitions: wanted });

print(`${wanted} partitions in topics of ${options.perTopic}, flush.policy=${options.flushPolicy}`);
row('', 'empty', `${wanted}`, 'ratio');
row('created in', '', seconds(full.createdMs), '');
row('a record in each after', '', seconds(full.writtenMs), '');
compare('memory, all just written', 'usedBytes', megabytes);
compare('clean stop', 'stopMs', seconds);
compare('start after a clean stop', 'cleanStartMs', seconds);
compare('  CPU of it', 'cleanStartCpuMs', seconds);
compare('memory after it', 'startedBytes', megabytes);
compare('start after kill -9', 'killedStartMs', seconds);
compare('  CPU of it', 'killedStartCpuMs', seconds);
compare('CPU of a minute without work', 'idleCpuMs', (ms) => `${Math.round(ms)} ms`);

function compare(what: string, figure: keyof typeof full, show: (value: number) => string): void {
  const ratio = empty[figure] === 0 ? '' : (full[figure] / empty[figure]).toFixed(1);
  row(what, show(empty[figure]), show(full[figure]), ratio);
}

function row(what: string, ...figures: readonly string[]): void {
  print(`  ${what.padEnd(32)}${figures.map((figure) => figure.padStart(12)).join('')}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
