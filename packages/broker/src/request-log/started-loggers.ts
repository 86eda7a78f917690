import { NamedLoggers, type Runtime } from '@moldau/runtime';
import { parseLoggerLevel } from '../settings/metrics-settings.ts';

/** The loggers of the runtime with the levels of `logger.levels`, each `name=LEVEL`. */
export function startedLoggers({ log, loggers }: Runtime, levels: readonly string[]): NamedLoggers {
  const named = loggers ?? new NamedLoggers(log, 'INFO');
  for (const text of levels) {
    const parsed = parseLoggerLevel(text);
    if (parsed !== undefined) named.setLevel(parsed.name, parsed.level);
  }
  return named;
}
