/**
 * One situation, played at every version of one API that can express it. A case asks; what is right is what Apache
 * Kafka answered when answers/ was recorded.
 */

import type { ApiSummary } from '@moldau/protocol';
import type { Session } from './session.ts';

export interface Case {
  readonly api: ApiSummary;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly play: (session: Session, version: number) => Promise<void>;
}

export interface Versions {
  readonly from?: number;
  readonly to?: number;
}

export type Play = Case['play'];

/** The cases of one API, from a table of situations; `[versions, play]` where not every version can express it. */
export function casesOf(
  api: ApiSummary,
  situations: Readonly<Record<string, Play | readonly [Versions, Play]>>,
): Case[] {
  return Object.entries(situations).map(([name, situation]) => {
    const [versions, play] = typeof situation === 'function' ? [{}, situation] : situation;
    return {
      api,
      name,
      from: Math.max(api.minVersion, versions.from ?? api.minVersion),
      to: Math.min(api.maxVersion, versions.to ?? api.maxVersion),
      play,
    };
  });
}
