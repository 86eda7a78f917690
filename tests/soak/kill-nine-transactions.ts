/**
 * Kills a broker in the middle of transactions, again and again, and then looks whether each is whole:
 *
 *     node tests/soak/kill-nine-transactions.ts [--kills 20] [--seed 1] [--target moldau|host:port] [--keep]
 *
 * The programs are those of the simulation (tests/simulation/transactions/): producers of both protocol versions that
 * consume, transform and produce, die in the middle and come back as zombies, and read_committed readers. The broker is
 * killed (SIGKILL) 5 to 900 ms after some transactions were committed, and started on the same directory and port. At
 * the end everything is read back, and judged by the same checker. With an address there are no kills.
 */

import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Endpoint, realRuntime } from '@moldau/runtime';
import { SeededRandom } from '@moldau/runtime/simulated';
import { freePort } from '../foreign/support/free-port.ts';
import { type MoldauPlace, startMoldauAt } from '../foreign/support/moldau-broker.ts';
import { stopProgram } from '../foreign/support/running-broker.ts';
import { checkTransactions } from '../simulation/transactions/checker.ts';
import type { Place } from '../simulation/transactions/clients/program.ts';
import { TransactionalHistory } from '../simulation/transactions/history.ts';
import { SetUp, TransactionalWorkload } from '../simulation/transactions/workload.ts';

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    target: { type: 'string', default: 'moldau' },
    keep: { type: 'boolean', default: false },
  },
});

const seed = `kill-nine-${options.seed}`;
/** Committed transactions between a start and the next kill, at least. */
const progress = 10;
const progressWithinMs = 60_000;
const finishWithinMs = 90_000;
/** How long a broker that is not killed is used. */
const workMs = 15_000;
const settings = { KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS: '500' };
const workload = { troubleChance: 0.02, timeoutMs: 3000 };

async function placeAt(endpoint: Endpoint): Promise<Place> {
  const runtime = await realRuntime({ logLevel: 'warn' });
  return { runtime: () => runtime, endpoint, seed, history: new TransactionalHistory() };
}

function committed({ history }: Place): number {
  return history.events.filter((event) => event.kind === 'transaction' && event.fate === 'committed').length;
}

async function progressed(place: Place, broker: ChildProcess): Promise<void> {
  const wanted = committed(place) + progress;
  const deadline = performance.now() + progressWithinMs;
  while (committed(place) < wanted) {
    if (broker.exitCode !== null) throw new Error(`the broker ended by itself with ${broker.exitCode}`);
    if (performance.now() > deadline) throw new Error(`no progress within ${progressWithinMs} ms after a restart`);
    await delay(20);
  }
}

/** Everything the programs do while `trouble` lasts; the exit code. */
async function judged(place: Place, trouble: () => Promise<void>): Promise<number> {
  await new SetUp(place, 'set-up').done;
  const programs = new TransactionalWorkload(place, workload);
  await trouble();
  const overdue = setTimeout(() => {
    throw new Error(`after ${finishWithinMs} ms ${programs.unfinished().join(', ')}`);
  }, finishWithinMs);
  await programs.finish();
  clearTimeout(overdue);
  const violations = checkTransactions(place.history.events);
  for (const { rule, what } of violations.slice(0, 20)) console.log(`${rule}: ${what}`);
  const transactions = place.history.events.filter((event) => event.kind === 'transaction');
  const fates = Map.groupBy(transactions, ({ fate }) => fate);
  const counts = (['committed', 'aborted', 'unknown'] as const).map(
    (fate) => `${fates.get(fate)?.length ?? 0} ${fate}`,
  );
  const read = place.history.events.flatMap((event) => (event.kind === 'final log' ? event.committed : [])).length;
  console.log(`${counts.join(', ')} transactions, ${read} committed records read, ${violations.length} violations`);
  return violations.length === 0 && read > 0 ? 0 : 1;
}

async function killAgainAndAgain(): Promise<number> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'moldau-kill-nine-transactions-'));
  const moldau: MoldauPlace = { port: await freePort(), dataDirectory };
  const place = await placeAt({ host: '127.0.0.1', port: moldau.port });
  const random = new SeededRandom(seed);
  let broker = (await startMoldauAt(moldau, settings)).child;
  console.log(`seed ${options.seed}, data in ${dataDirectory}`);
  try {
    return await judged(place, async () => {
      for (let kill = 1; kill <= Number(options.kills); kill++) {
        await progressed(place, broker);
        await delay(random.between(5, 900));
        broker.kill('SIGKILL');
        if (broker.exitCode === null && broker.signalCode === null) await once(broker, 'exit');
        broker = (await startMoldauAt(moldau, settings)).child;
        if (kill % 5 === 0) console.log(`${kill} kills, ${committed(place)} transactions committed`);
      }
      await progressed(place, broker);
    });
  } finally {
    await stopProgram(broker);
    if (!options.keep) await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function workAt(address: string): Promise<number> {
  const [host = '', port = ''] = address.split(':');
  return await judged(await placeAt({ host, port: Number(port) }), () => delay(workMs));
}

process.exitCode = options.target === 'moldau' ? await killAgainAndAgain() : await workAt(options.target);
