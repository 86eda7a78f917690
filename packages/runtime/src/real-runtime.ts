import { RealClock } from './clock/real-clock.ts';
import { realDisk } from './disk/real-disk.ts';
import type { LogFormat, LogLevel } from './log/pino-logger.ts';
import { pinoLogger } from './log/pino-logger.ts';
import { realNetwork } from './network/real-network.ts';
import { realRandom } from './random/real-random.ts';
import type { Runtime } from './runtime.ts';

export interface RealRuntimeOptions {
  /** Default `info`. */
  readonly logLevel?: LogLevel;
  /** Default: pretty on a terminal, JSON lines otherwise. */
  readonly logFormat?: LogFormat;
}

/** The world as it is: this machine's clocks, files, sockets and entropy, and a log on standard output. */
export async function realRuntime(options: RealRuntimeOptions = {}): Promise<Runtime> {
  return {
    clock: new RealClock(),
    disk: realDisk,
    network: realNetwork,
    random: realRandom,
    log: await pinoLogger(options.logLevel ?? 'info', options.logFormat),
  };
}
