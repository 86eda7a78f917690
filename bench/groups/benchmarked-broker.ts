/** A broker process of its own, as users start it, on a data directory that is removed afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '@moldau/runtime';
import { freePort } from '../../tests/foreign/support/free-port.ts';
import { startMoldauAt } from '../../tests/foreign/support/moldau-broker.ts';
import { stopProgram } from '../../tests/foreign/support/running-broker.ts';

export interface BenchmarkedBroker extends AsyncDisposable {
  readonly pid: number;
  readonly endpoint: Endpoint;
}

/** @param environment settings, as `KAFKA_…` */
export async function startBroker(environment: Readonly<Record<string, string>>): Promise<BenchmarkedBroker> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'bench-groups-'));
  const port = await freePort();
  const { child } = await startMoldauAt({ port, dataDirectory }, environment);
  return {
    pid: child.pid ?? 0,
    endpoint: { host: '127.0.0.1', port },
    async [Symbol.asyncDispose]() {
      await stopProgram(child);
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
