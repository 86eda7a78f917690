/** The command line of `npm run bench`. */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import type { TargetName } from './brokers/bench-broker.ts';

export interface BenchOptions {
  readonly rounds: number;
  readonly targets: readonly TargetName[];
  /** Which measures, by name. */
  readonly only: RegExp | undefined;
  readonly windowSeconds: number;
  readonly quick: boolean;
  readonly warmPages: boolean;
  readonly parentDirectory: string;
  readonly build: string | undefined;
  /** Write docs/benchmarks.md. */
  readonly save: boolean;
  /** Results to report in place of a run. */
  readonly report: string | undefined;
}

export const usage = `npm run bench -- [options]

  --quick              one round, short windows, fewer measures
  --runs N             rounds (default 5)
  --only REGEX         only measures whose name matches
  --targets LIST       of moldau, kafka, floor (default all)
  --seconds S          length of a window of load (default 1)
  --save               write docs/benchmarks.md
  --report FILE        no run: the report of saved results; with --save the page too
  --build PATH         a published build of Moldau in place of the sources: its bin or its package's directory
  --dir DIRECTORY      where data directories are made (default: the temporary directory)
  --no-warm-pages      do not write and delete 2 GB before each target`;

const targetNames: readonly TargetName[] = ['moldau', 'kafka', 'floor'];

/** Undefined when help was asked for. Throws an Error that says what is wrong. */
export function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      runs: { type: 'string' },
      only: { type: 'string' },
      targets: { type: 'string', default: targetNames.join(',') },
      seconds: { type: 'string' },
      save: { type: 'boolean', default: false },
      report: { type: 'string' },
      build: { type: 'string' },
      dir: { type: 'string', default: tmpdir() },
      'warm-pages': { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    rounds: positive('runs', values.runs ?? (values.quick ? '1' : '5')),
    targets: values.targets.split(',').map(targetOf),
    only: values.only === undefined ? undefined : new RegExp(values.only),
    windowSeconds: positive('seconds', values.seconds ?? (values.quick ? '0.6' : '1')),
    quick: values.quick,
    warmPages: values['warm-pages'],
    parentDirectory: values.dir,
    build: values.build,
    save: values.save,
    report: values.report,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name}: ${text} is no positive number`);
  return value;
}

function targetOf(text: string): TargetName {
  const name = targetNames.find((each) => each === text.trim());
  if (name === undefined) throw new Error(`--targets: ${text} is none of ${targetNames.join(', ')}`);
  return name;
}
