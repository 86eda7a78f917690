/**
 * Runs a scenario under many seeds. `SEEDS=1000` runs that many of each, `SEED=power-17` one of them, and `TRACE=1`
 * prints everything that happens in it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrokerWorld } from './broker-world.ts';
import { checkHistory } from './history-checker.ts';

export type Scenario = (seed: string) => Promise<void>;

/** One test for each seed `<name>-<number>`. */
export function testUnderSeeds(name: string, sentence: string, count: number, scenario: Scenario): void {
  for (const seed of seedsOf(name, count)) {
    test(`${sentence}, under seed ${seed}`, async () => {
      try {
        await scenario(seed);
      } catch (error) {
        throw new Error(`Seed ${seed}: ${messageOf(error)}\n${howToReplay(seed)}`, { cause: error });
      }
    });
  }
}

/** Fails with everything that is wrong with the history. */
export function assertGoodHistory({ history, pageCacheLost }: BrokerWorld, retention = false): void {
  const violations = checkHistory(history, { pageCacheSurvived: !pageCacheLost, retention });
  const lines = violations.slice(0, 20).map(({ rule, what }) => `${rule}: ${what}`);
  assert.equal(violations.length, 0, `${violations.length} violations\n${lines.join('\n')}`);
}

function seedsOf(name: string, count: number): string[] {
  const { SEED: only, SEEDS: asked } = process.env;
  if (only !== undefined) return only.startsWith(`${name}-`) ? [only] : [];
  return Array.from({ length: asked === undefined ? count : Number(asked) }, (_, index) => `${name}-${index}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function howToReplay(seed: string): string {
  return `Replay it with its trace: SEED=${seed} TRACE=1 npm test -- tests/simulation`;
}
