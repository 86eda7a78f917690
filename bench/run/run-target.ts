/** One target in one round: a fresh process, its warm-up, its measures one after another. */
import { accepts } from '../../tests/foreign/support/running-broker.ts';
import type { BenchBroker, StartOptions, TargetName } from '../brokers/bench-broker.ts';
import { startTarget } from '../brokers/start.ts';
import { temporaryDirectory } from '../brokers/temporary-directory.ts';
import type { Measure, Samples } from '../measures/measure.ts';
import type { BenchOptions } from '../options.ts';
import { number } from '../report/numbers.ts';
import type { ColumnOutcomes, Outcome } from '../report/results.ts';
import { type ContextOptions, contextFor } from './context.ts';
import { reasonOf } from './reason.ts';
import { warmUp } from './warm-up.ts';

/** The JVM's last compilations come late: the first measures after ten seconds still cost Kafka a third too much CPU. */
const warmUpSeconds = 20;
const quickWarmUpSeconds = 3;
/** A measure that takes longer hangs. */
const measureTimeoutMs = 240_000;

export interface TargetRun {
  readonly version: string;
  readonly outcomes: ColumnOutcomes;
}

export async function runTarget(
  name: TargetName,
  measures: readonly Measure[],
  options: BenchOptions,
): Promise<TargetRun> {
  const start: StartOptions = { parentDirectory: options.parentDirectory, build: options.build };
  await using scratch = await temporaryDirectory(options.parentDirectory, 'bench-frames-');
  await using host = new TargetHost(name, {
    start,
    scratchDirectory: scratch.path,
    seconds: options.windowSeconds,
    quick: options.quick,
  });
  const outcomes: Record<string, Outcome> = {};
  for (const measure of measures.toSorted((a, b) => Number(b.fresh ?? false) - Number(a.fresh ?? false))) {
    outcomes[measure.name] = await host.outcomeOf(measure);
  }
  return { version: host.version, outcomes };
}

/** Keeps a broker for the measures, warmed up, and starts a new one where a measure has broken it. */
class TargetHost implements AsyncDisposable {
  readonly #name: TargetName;
  readonly #options: ContextOptions;
  #broker: BenchBroker | undefined;
  #isWarm = false;
  version = '';

  constructor(name: TargetName, options: ContextOptions) {
    this.#name = name;
    this.#options = options;
  }

  async outcomeOf(measure: Measure): Promise<Outcome> {
    const began = performance.now();
    try {
      const broker = await this.#ready(measure.fresh ?? false);
      const samples = await withinTime(measure.run(contextFor(broker, measure.name, this.#options)));
      say(`${measure.name}: ${textOf(samples)}`, began);
      return { samples };
    } catch (error) {
      const failed = reasonOf(error);
      say(`${measure.name} FAILED: ${failed}`, began);
      await this.#endUnlessWell(error);
      return { failed };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const broker = this.#broker;
    this.#broker = undefined;
    this.#isWarm = false;
    await broker?.stop();
  }

  async #ready(fresh: boolean): Promise<BenchBroker> {
    this.#broker ??= await startTarget(this.#name, this.#options.start);
    this.version = this.#broker.version;
    if (!fresh && !this.#isWarm && this.#name !== 'floor') {
      const began = performance.now();
      const seconds = this.#options.quick ? quickWarmUpSeconds : warmUpSeconds;
      await warmUp(contextFor(this.#broker, 'warm-up', this.#options), seconds);
      say('warmed up', began);
      this.#isWarm = true;
    }
    return this.#broker;
  }

  async #endUnlessWell(error: unknown): Promise<void> {
    const isWell = error instanceof OverdueError || this.#broker === undefined ? false : await isAlive(this.#broker);
    if (!isWell) await this[Symbol.asyncDispose]();
  }
}

/** The floor is started for each topic anyway. */
async function isAlive(broker: BenchBroker): Promise<boolean> {
  return broker.name === 'floor' || (await accepts(broker.port));
}

class OverdueError extends Error {
  override readonly name = 'OverdueError';
}

async function withinTime<T>(running: Promise<T>): Promise<T> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new OverdueError(`no end after ${measureTimeoutMs / 1000} s`)),
    measureTimeoutMs,
  );
  try {
    return await Promise.race([running, overdue]);
  } finally {
    clearTimeout(timer);
  }
}

function textOf(samples: Samples): string {
  return Object.entries(samples)
    .map(([name, value]) => `${name} ${number(value)}`)
    .join(', ');
}

function say(line: string, began: number): void {
  process.stderr.write(`  ${line} [${((performance.now() - began) / 1000).toFixed(1)} s]\n`);
}
