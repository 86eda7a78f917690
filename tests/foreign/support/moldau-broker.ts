/** Moldau as its users start it: the command, on a port and a data directory of its own. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { type RunningBroker, startProgram, stopProgram } from './running-broker.ts';

const main = fileURLToPath(new URL('../../../packages/cli/bin/moldau.js', import.meta.url));

/** Kafka's settings that keep the group scenarios short; the same as the Kafka target's. */
const environment = {
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '100',
  KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
  KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS: '6000',
  KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS: '1000',
  KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS: '300',
  KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS: '100',
  KAFKA_CLIENT_METRICS_RECEIVER: 'metrics',
};

export interface MoldauPlace {
  readonly port: number;
  readonly dataDirectory: string;
  /** The command's file; the one in the repository by default. */
  readonly command?: string;
}

/** Starts `moldau` on this port and directory. */
export function startMoldauAt(place: MoldauPlace, settings: Readonly<Record<string, string>> = {}) {
  const words = [
    process.execPath,
    place.command ?? main,
    '--listeners',
    `PLAINTEXT://127.0.0.1:${place.port}`,
    '--data',
    place.dataDirectory,
  ];
  return startProgram({
    words,
    environment: { ...environment, ...settings },
    port: place.port,
    startsWithinMs: 20_000,
  });
}

export async function startMoldau(settings: Readonly<Record<string, string>> = {}): Promise<RunningBroker> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'foreign-moldau-'));
  const port = await freePort();
  const { child, startedInMs } = await startMoldauAt({ port, dataDirectory }, settings);
  const stop = () => stopProgram(child);
  return {
    name: 'moldau',
    address: `127.0.0.1:${port}`,
    dataDirectory,
    process: child,
    startedInMs,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
