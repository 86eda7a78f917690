/**
 * A guard against getting slower: this working tree beside the previous commit, a few quick measures of each in turn,
 * as ratios. It prints and does not judge, since minutes on a shared machine prove little; it fails only when this tree
 * does not run.
 *
 *     node bench/guard.ts [--against REF] [--rounds N]
 */
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchBroker, StartOptions } from './brokers/bench-broker.ts';
import { startMoldauIn } from './brokers/moldau.ts';
import { temporaryDirectory } from './brokers/temporary-directory.ts';
import { type Checkout, checkOut, commitOf } from './guard/checkout.ts';
import { guardTable, type Pair } from './guard/table.ts';
import { bulkMeasures } from './measures/bulk.ts';
import type { Measure, Samples } from './measures/measure.ts';
import { smallRequestMeasures } from './measures/small-requests.ts';
import { nativeProgram } from './native/compile.ts';
import { textOf } from './report/text.ts';
import { contextFor } from './run/context.ts';
import { reasonOf } from './run/reason.ts';
import { warmUp } from './run/warm-up.ts';

const repository = resolve(import.meta.dirname, '..');
const windowSeconds = 0.6;
const warmUpSeconds = 1.5;
const guarded = ['bulk-100kb-1kb-none', 'small-200-connections'];
/** Latencies of so short a look say nothing. */
const guardedFigures = ['produce', 'produceCpu', 'consume', 'consumeCpu', 'requests', 'requestCpu'];
const measures = [...bulkMeasures, ...smallRequestMeasures]
  .filter(({ name }) => guarded.includes(name))
  .map((measure) => ({ ...measure, figures: measure.figures.filter(({ name }) => guardedFigures.includes(name)) }));

const { values: options } = parseArgs({
  options: { against: { type: 'string', default: 'HEAD^' }, rounds: { type: 'string', default: '3' } },
});

async function main(): Promise<void> {
  const commit = await commitOf(options.against);
  if (commit === undefined) return skip(`there is no ${options.against} here to compare with`);
  const compiled = await nativeProgram('load').then(() => undefined, reasonOf);
  if (compiled !== undefined) return skip(compiled);
  const checkout = await checkOut(commit).catch(reasonOf);
  if (typeof checkout === 'string') return skip(`${commit} cannot be checked out: ${checkout}`);
  await using previous = checkout;
  const complaint = await runsAtAll(previous);
  if (complaint !== undefined) return skip(`${commit} cannot be started: ${complaint}`);
  print(textOf(guardTable(measures, await comparedWith(previous), commit)));
}

/** Undefined if it does. */
async function runsAtAll({ directory }: Checkout): Promise<string | undefined> {
  try {
    await using broker = await startMoldauIn(directory, startOptions());
    broker.usage();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Rounds in which the two change places. */
async function comparedWith(previous: Checkout): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    const currentFirst = round % 2 === 0;
    const first = await sampled(currentFirst ? repository : previous.directory);
    const second = await sampled(currentFirst ? previous.directory : repository);
    pairs.push(currentFirst ? { current: first, previous: second } : { current: second, previous: first });
  }
  return pairs;
}

async function sampled(directory: string): Promise<Map<string, Samples>> {
  await using scratch = await temporaryDirectory(tmpdir(), 'bench-frames-');
  await using broker = await startMoldauIn(directory, startOptions());
  await warmUp(context(broker, 'warm-up', scratch.path), warmUpSeconds);
  const samples = new Map<string, Samples>();
  for (const measure of measures) samples.set(measure.name, await once(measure, broker, scratch.path));
  return samples;
}

function once(measure: Measure, broker: BenchBroker, scratchDirectory: string): Promise<Samples> {
  return measure.run(context(broker, measure.name, scratchDirectory));
}

function context(broker: BenchBroker, name: string, scratchDirectory: string) {
  return contextFor(broker, name, { start: startOptions(), scratchDirectory, seconds: windowSeconds, quick: true });
}

function startOptions(): StartOptions {
  return { parentDirectory: tmpdir() };
}

function skip(reason: string): void {
  print(`Benchmark guard skipped: ${reason}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
await main();
