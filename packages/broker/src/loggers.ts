import type { Runtime } from '@moldau/runtime';

/** The parts of the broker whose loggers have levels of their own, by the names that Kafka gives them. */
export type LoggerName =
  | 'kafka.controller'
  | 'kafka.coordinator.group'
  | 'kafka.coordinator.transaction'
  | 'kafka.log.LogManager'
  | 'kafka.network.SocketServer';

/** The same world with the logger of that name, where there are loggers with names. */
export function withLogger(runtime: Runtime, name: LoggerName): Runtime {
  const { loggers } = runtime;
  return loggers === undefined ? runtime : { ...runtime, log: loggers.logger(name) };
}
