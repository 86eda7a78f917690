import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realRuntime, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import type { StorageRuntime } from '../log-manager.ts';

/** Where storage runs in a test: a machine, simulated or real, and a directory on it. */
export interface StorageWorld {
  readonly name: string;
  readonly runtime: StorageRuntime;
  readonly directory: string;
  readonly memoryOnly: boolean;
  /** Lets the world go on until the promise settles. */
  settle<Result>(promise: Promise<Result>): Promise<Result>;
  dispose(): Promise<void>;
}

export type MakeWorld = () => Promise<StorageWorld>;

export async function memoryWorld(): Promise<StorageWorld> {
  return { ...(await simulatedWorld()), name: 'in memory', memoryOnly: true };
}

export async function simulatedWorld(seed: number | string = 1): Promise<StorageWorld> {
  const simulation = new Simulation(seed);
  return {
    name: 'on a simulated disk',
    runtime: { ...simulation.runtime('broker'), log: silentLogger },
    directory: '/data',
    memoryOnly: false,
    settle: (promise) => simulation.settle(promise),
    dispose: async () => {},
  };
}

export async function realWorld(): Promise<StorageWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'moldau-storage-'));
  return {
    name: 'on a real disk',
    runtime: { ...(await realRuntime()), log: silentLogger },
    directory,
    memoryOnly: false,
    settle: (promise) => promise,
    dispose: () => rm(directory, { recursive: true, force: true }),
  };
}
