/**
 * A machine of a simulation: it has a name, a drive, a wall clock that may be off, and runs one process at a time.
 * The process can be killed, which loses its memory, and the power can fail, which also loses what was not synced.
 */
import type { LogFields, Logger } from '../log/logger.ts';
import type { Runtime } from '../runtime.ts';
import { InProcessWorkers } from '../workers/in-process-workers.ts';
import { SimulatedDisk } from './disk/simulated-disk.ts';
import { SimulatedDrive } from './disk/simulated-drive.ts';
import type { SimulatedInternet } from './network/simulated-internet.ts';
import { SimulatedNetwork } from './network/simulated-network.ts';
import type { Scheduler } from './scheduler.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimulatedClock, SimulatedProcess } from './simulated-process.ts';

export class SimulatedHost {
  readonly name: string;
  readonly drive: SimulatedDrive;
  /** Milliseconds by which the wall clock is ahead; the monotonic clock is never off. */
  clockSkewMs = 0;
  readonly #seed: string;
  readonly #scheduler: Scheduler;
  readonly #internet: SimulatedInternet;
  #processCount = 0;
  #process: SimulatedProcess | undefined;

  constructor(name: string, seed: string, scheduler: Scheduler, internet: SimulatedInternet) {
    this.name = name;
    this.drive = new SimulatedDrive(new SeededRandom(`${seed}/${name}/drive`));
    this.#seed = seed;
    this.#scheduler = scheduler;
    this.#internet = internet;
  }

  /** Starts a process; the one before it must be dead. */
  start(): Runtime {
    if (this.#process?.alive) throw new Error(`${this.name} is running already`);
    const process = new SimulatedProcess(this.name, this.#scheduler);
    this.#process = process;
    this.#processCount++;
    this.#internet.hostStarted(this.name);
    this.#scheduler.note(`${this.name} start`);
    const clock = new SimulatedClock(process, () => this.clockSkewMs);
    const disk = new SimulatedDisk(process, this.drive);
    return {
      clock,
      disk,
      network: new SimulatedNetwork(process, this.#internet),
      random: new SeededRandom(`${this.#seed}/${this.name}/process ${this.#processCount}`),
      workers: new InProcessWorkers(clock, disk),
      log: new TracedLogger(process),
    };
  }

  /** SIGKILL: memory is lost, connections break, what was written stays. */
  kill(): void {
    this.#scheduler.note(`${this.name} killed`);
    this.#process?.kill();
    this.#internet.processDied(this.name);
  }

  /** Power failure: as `kill`, but peers hear nothing of it, and of what was not synced only a part remains. */
  crash(): void {
    this.#scheduler.note(`${this.name} crashed`);
    this.#process?.kill();
    this.#internet.hostVanished(this.name);
    this.drive.crash();
  }
}

/** What programs log is part of the history. */
class TracedLogger implements Logger {
  readonly #process: SimulatedProcess;

  constructor(process: SimulatedProcess) {
    this.#process = process;
  }

  debug(fields: LogFields, message: string): void {
    this.#note('debug', fields, message);
  }

  info(fields: LogFields, message: string): void {
    this.#note('info', fields, message);
  }

  warn(fields: LogFields, message: string): void {
    this.#note('warn', fields, message);
  }

  error(fields: LogFields, message: string): void {
    this.#note('error', fields, message);
  }

  child(): Logger {
    return this;
  }

  #note(level: string, { error }: LogFields, message: string): void {
    const why = error instanceof Error ? `: ${error.message}` : '';
    this.#process.scheduler.note(`${this.#process.name} log ${level} ${message}${why}`);
  }
}
