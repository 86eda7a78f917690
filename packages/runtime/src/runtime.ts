import type { Clock } from './clock/clock.ts';
import type { Disk } from './disk/disk.ts';
import type { Logger } from './log/logger.ts';
import type { Network } from './network/network.ts';
import type { Random } from './random/random.ts';

/** The world as one broker sees it. `startBroker` takes one; a simulation hands each broker its own. */
export interface Runtime {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly network: Network;
  readonly random: Random;
  readonly log: Logger;
}
