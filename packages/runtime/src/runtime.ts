import type { Clock } from './clock/clock.ts';
import type { Disk } from './disk/disk.ts';
import type { Http } from './http/http.ts';
import type { Logger } from './log/logger.ts';
import type { NamedLoggers } from './log/named-loggers.ts';
import type { ObserveProcess } from './metrics/process-metrics.ts';
import type { Network } from './network/network.ts';
import type { Random } from './random/random.ts';
import type { Workers } from './workers/workers.ts';

/** The world as one broker sees it. `startBroker` takes one; a simulation hands each broker its own. */
export interface Runtime {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly network: Network;
  readonly random: Random;
  readonly workers: Workers;
  readonly log: Logger;
  /** Loggers whose levels can be changed at run time, `log` among them as `root`; absent where all lines are wanted. */
  readonly loggers?: NamedLoggers;
  /** For operators; absent where there are none, as in a simulation. */
  readonly http?: Http;
  readonly observeProcess?: ObserveProcess;
}
