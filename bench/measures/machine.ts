/** What the machine can do without a broker: bytes over the loopback, bytes appended to a file, syncs. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type NativeProgram, nativeProgram } from '../native/compile.ts';
import type { Figure, Samples } from './measure.ts';

const bytes = 2_000_000_000;
const quickBytes = 500_000_000;
const syncedBytes = 50_000_000;

const rate: Figure = { name: 'rate', title: 'rate', unit: 'MB/s', better: 'higher' };
const syncs: Figure = { name: 'syncs', title: 'syncs', unit: '/s', better: 'higher' };

export interface MachineContext {
  /** On the file system that the brokers use. */
  readonly directory: string;
  readonly quick: boolean;
}

/** A measure of the machine rather than of a broker; it runs once a round. */
export interface MachineMeasure {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  run(context: MachineContext): Promise<Samples>;
}

function loopback(name: string, piece: number): MachineMeasure {
  return {
    name: `loopback-${name}`,
    title: `Loopback TCP, pieces of ${piece / 1000} KB`,
    figures: [rate],
    run: async ({ quick }) => ({
      rate: await answer('loopback', 'megabytesPerSecond', { bytes: quick ? quickBytes : bytes, piece }),
    }),
  };
}

function append(name: string, piece: number): MachineMeasure {
  return {
    name: `append-${name}`,
    title: `Append to a file, pieces of ${piece / 1000} KB`,
    figures: [rate],
    run: async ({ quick, directory }) => ({
      rate: await answer('append', 'megabytesPerSecond', { dir: directory, bytes: quick ? quickBytes : bytes, piece }),
    }),
  };
}

const appendSynced: MachineMeasure = {
  name: 'append-synced',
  title: 'Append to a file, fdatasync after each 10 KB',
  figures: [syncs],
  run: async ({ directory }) => ({
    syncs: await answer('append', 'syncsPerSecond', { dir: directory, bytes: syncedBytes, piece: 10_000 }, [
      '--fsync-each',
    ]),
  }),
};

export const machineMeasures: readonly MachineMeasure[] = [
  loopback('100kb', 100_000),
  loopback('1mb', 1_000_000),
  append('100kb', 100_000),
  append('1mb', 1_000_000),
  appendSynced,
];

async function answer(
  name: NativeProgram,
  field: string,
  options: Readonly<Record<string, string | number>>,
  flags: readonly string[] = [],
): Promise<number> {
  const words = Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]);
  const { stdout } = await promisify(execFile)(await nativeProgram(name), [...words, ...flags]);
  const given: unknown = JSON.parse(stdout);
  const value = new Map<string, unknown>(Object.entries(given ?? {})).get(field);
  if (typeof value !== 'number') throw new Error(`${name} says nothing about ${field}`);
  return value;
}
