import type { BenchBroker, StartOptions, TargetName } from './bench-broker.ts';
import { startFloor } from './floor.ts';
import { startKafka } from './kafka.ts';
import { startMoldau } from './moldau.ts';

const starters: Readonly<Record<TargetName, (options: StartOptions) => Promise<BenchBroker>>> = {
  moldau: startMoldau,
  kafka: startKafka,
  floor: startFloor,
};

/** Starts a target in a fresh data directory; resolves when it accepts connections. */
export function startTarget(name: TargetName, options: StartOptions): Promise<BenchBroker> {
  return starters[name](options);
}
