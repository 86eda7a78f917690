import type { PrettyStream } from 'pino-pretty';
import type { Logger } from './logger.ts';
import { silentLogger } from './logger.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** How lines look: JSON for machines, pretty for people. */
export type LogFormat = 'json' | 'pretty';

/**
 * pino to standard output: one JSON object a line, or coloured lines on a terminal. Errors go in the field `err`.
 * Both libraries load only when used.
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
      ? pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, destination({ sync: true }))
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
