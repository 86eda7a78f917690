/**
 * One life of the command: read flags, configuration and environment, start the broker, say so, and stop it when told.
 *
 * Exit codes: 0 after a stop, 1 when the broker cannot start or stop, 2 for a wrong flag or setting. The first SIGINT
 * or SIGTERM stops gracefully, the second at once.
 */
import { resolveBrokerSettings } from '@moldau/broker';
import type { BrokerSettings } from '@moldau/broker';
import type { Disk, Endpoint, Program, RealRuntimeOptions, Runtime } from '@moldau/runtime';
import { exitCodeOf } from '@moldau/runtime';
import { announce } from './banner.ts';
import { readConfiguration } from './configuration/configuration.ts';
import { UsageError, parseFlags } from './flags.ts';
import { resolveProgramSettings } from './program-settings.ts';
import { startFailure } from './start-failure.ts';

export interface RunningBroker {
  /** Where it listens, in the order of its listeners. */
  readonly endpoints: readonly Endpoint[];
  /** Where /metrics, /health and /ready are, if anywhere. */
  readonly operations?: Endpoint | undefined;
  /** Stops gracefully: all that was acknowledged is safe when it resolves. */
  close(): Promise<void>;
}

export interface World {
  readonly program: Program;
  /** Where the configuration file is. */
  readonly disk: Pick<Disk, 'readFile'>;
  readonly makeRuntime: (options: RealRuntimeOptions) => Promise<Runtime>;
  readonly startBroker: (runtime: Runtime, settings: BrokerSettings) => Promise<RunningBroker>;
}

const exitCodes = { stopped: 0, failed: 1, misused: 2 };

export async function moldau(world: World): Promise<void> {
  const { program } = world;
  try {
    const flags = await parseFlags(program.arguments);
    if (flags.answer !== undefined) {
      program.printLine(flags.answer);
      program.exit(exitCodes.stopped);
      return;
    }
    const texts = await readConfiguration(world.disk, program.environment, flags);
    program.exit(await runBroker(world, texts));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(program, error.problems);
    program.exit(exitCodes.misused);
  }
}

/** Returns the exit code once the broker has stopped. */
async function runBroker(world: World, texts: ReadonlyMap<string, string>): Promise<number> {
  const { program } = world;
  const { runtimeOptions, brokerTexts, problems } = resolveProgramSettings(texts);
  const resolution = resolveBrokerSettings(brokerTexts);
  if (problems.length > 0 || !resolution.ok) {
    throw new UsageError([...problems, ...(resolution.ok ? [] : resolution.problems)]);
  }
  const { settings } = resolution;
  const stopRequested = stopSignal(program);
  const runtime = await world.makeRuntime(runtimeOptions);
  try {
    const broker = await world.startBroker(runtime, settings);
    announce(program, runtime, settings, broker, runtimeOptions);
    const signal = await stopRequested;
    runtime.log.info({ signal }, 'Stopping');
    await broker.close();
    runtime.log.info({}, 'Stopped');
    return exitCodes.stopped;
  } catch (error) {
    complain(program, [startFailure(error)]);
    return exitCodes.failed;
  }
}

function stopSignal(program: Program): Promise<string> {
  let stopping = false;
  return new Promise((resolve) => {
    program.onStopSignal((signal) => {
      if (stopping) program.exit(exitCodeOf[signal]);
      stopping = true;
      resolve(signal);
    });
  });
}

function complain(program: Program, problems: readonly string[]): void {
  for (const problem of problems) program.printErrorLine(`moldau: ${problem}`);
}
