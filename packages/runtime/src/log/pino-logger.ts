import type { PrettyStream } from 'pino-pretty';
import type { Logger } from './logger.ts';
import { silentLogger } from './logger.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** How lines look: JSON for machines, pretty for people. */
export type LogFormat = 'json' | 'pretty';

/** Lines that wait for a slow reader of standard output; beyond this they are dropped. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024;

/**
 * pino to standard output: one JSON object a line, or coloured lines on a terminal. A reader that does not keep up never
 * holds the broker up. Both libraries load only when used.
 */
export async function pinoLogger(level: LogLevel, format: LogFormat = defaultFormat()): Promise<Logger> {
  if (level === 'silent') return silentLogger;
  const { destination, pino } = await import('pino');
  const options = {
    level,
    base: null,
    serializers: { error: pino.stdSerializers.err },
    formatters: { level: levelName },
  };
  const logger: Logger =
    format === 'json'
      ? pino(
          { ...options, timestamp: pino.stdTimeFunctions.isoTime },
          destination({ sync: false, minLength: 0, maxLength: WAITING_BYTES_MAX }),
        )
      : pino(options, await prettyStream());
  return logger;
}

/** Words in place of pino's numbers. */
function levelName(level: string): { level: string } {
  return { level };
}

async function prettyStream(): Promise<PrettyStream> {
  const { PinoPretty } = await import('pino-pretty');
  return PinoPretty({ translateTime: 'SYS:HH:MM:ss.l', sync: true });
}

function defaultFormat(): LogFormat {
  return process.stdout.isTTY ? 'pretty' : 'json';
}
