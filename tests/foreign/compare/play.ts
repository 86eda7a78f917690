/** Plays cases against a broker. */

import type { Case } from './case.ts';
import { allCases } from './cases.ts';
import type { Json } from './normalise.ts';
import { type Broker, Ended, Session } from './session.ts';

/** Every case's answers by `API / case`, then by version. */
export type Played = Readonly<Record<string, Readonly<Record<number, Readonly<Record<string, Json>>>>>>;

export interface Selection {
  /** By `API / case`; everything if absent. */
  readonly only?: (title: string) => boolean;
  /** Told of every case and version when it is over. */
  readonly onPlayed?: (title: string, version: number) => void;
}

export async function play(broker: Broker, now: () => number, { only, onPlayed }: Selection = {}): Promise<Played> {
  const played: Record<string, Record<number, Record<string, Json>>> = {};
  const run = now().toString(36);
  let sessions = 0;
  for (const each of allCases.filter((candidate) => only === undefined || only(titleOf(candidate)))) {
    const versions: Record<number, Record<string, Json>> = {};
    for (let version = each.from; version <= each.to; version++) {
      versions[version] = await playOne(broker, each, version, `${run}${sessions++}`, now());
      onPlayed?.(titleOf(each), version);
    }
    played[titleOf(each)] = versions;
  }
  return played;
}

export function titleOf({ api, name }: Case): string {
  return `${api.name} / ${name}`;
}

async function playOne(
  broker: Broker,
  each: Case,
  version: number,
  run: string,
  now: number,
): Promise<Record<string, Json>> {
  const session = new Session(broker, run, now);
  try {
    await each.play(session, version);
  } catch (error) {
    if (!(error instanceof Ended)) session.note('failed', error instanceof Error ? error.message : String(error));
  } finally {
    await session.close();
  }
  return session.answers;
}
