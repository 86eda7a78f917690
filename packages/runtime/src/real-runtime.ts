import { RealClock } from './clock/real-clock.ts';
import { realDisk } from './disk/real-disk.ts';
import { realHttp } from './http/real-http.ts';
import { type LoggerLevel, NamedLoggers, rootLogger } from './log/named-loggers.ts';
import type { LogFormat, LogLevel } from './log/pino-logger.ts';
import { pinoLogger } from './log/pino-logger.ts';
import type { ProcessMetrics } from './metrics/process-metrics.ts';
import { realNetwork } from './network/real-network.ts';
import { realRandom } from './random/real-random.ts';
import type { Runtime } from './runtime.ts';
import { realWorkers } from './workers/real-workers.ts';

export interface RealRuntimeOptions {
  /** Default `info`. */
  readonly logLevel?: LogLevel;
  /** Default: pretty on a terminal, JSON lines otherwise. */
  readonly logFormat?: LogFormat;
}

/** The world as it is: this machine's clocks, files, sockets and entropy, and a log on standard output. */
export async function realRuntime(options: RealRuntimeOptions = {}): Promise<Runtime> {
  const { logLevel = 'info', logFormat } = options;
  const sink = await pinoLogger(logLevel === 'silent' ? 'silent' : 'debug', logFormat);
  const loggers = new NamedLoggers(sink, namedLevel[logLevel]);
  return {
    clock: new RealClock(),
    disk: realDisk,
    network: realNetwork,
    random: realRandom,
    workers: realWorkers,
    log: loggers.logger(rootLogger),
    loggers,
    http: realHttp,
    observeProcess,
  };
}

async function observeProcess(): Promise<ProcessMetrics> {
  const { observeRealProcess } = await import('./metrics/real-process-metrics.ts');
  return observeRealProcess();
}

const namedLevel: Readonly<Record<LogLevel, LoggerLevel>> = {
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  silent: 'OFF',
};
