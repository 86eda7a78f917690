/** What ends a broker's process at random moments, starting up included, and starts it again on the same drive. */
import type { BrokerWorld } from './broker-world.ts';

export type Death = 'kill' | 'crash';

export interface NemesisOptions {
  readonly deaths: readonly Death[];
  readonly rounds: number;
  /** Milliseconds of work between two deaths, at most. */
  readonly workMsMax: number;
}

/** Leaves the broker running. Rejects when it does not start. */
export async function dieRepeatedly(world: BrokerWorld, options: NemesisOptions): Promise<void> {
  const { random, simulation } = world;
  for (let round = 0; round < options.rounds; round++) {
    await simulation.runFor(random.between(1, options.workMsMax));
    await happen(world, random.integer(30));
    if (random.chance(0.1)) await world.stop();
    else die(world, options.deaths);
    while (random.chance(0.4)) await dieWhileStarting(world, options.deaths);
    await simulation.runFor(random.between(0, 50));
    await world.start();
  }
}

/** After some of the events that a start takes. */
export async function dieWhileStarting(world: BrokerWorld, deaths: readonly Death[]): Promise<void> {
  world.beginStart();
  await happen(world, world.random.integer(world.random.chance(0.5) ? 30 : 300));
  die(world, deaths);
}

/** That many events, so that the next thing comes in the middle of an instant. */
async function happen({ simulation }: BrokerWorld, count: number): Promise<void> {
  let left = count;
  await simulation.run(() => left-- <= 0);
}

function die(world: BrokerWorld, deaths: readonly Death[]): void {
  const death = deaths[world.random.integer(deaths.length)];
  if (death === 'crash') world.crash();
  else world.kill();
}
