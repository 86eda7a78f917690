/**
 * Groups of the classic protocol while their members come and go: they crash, restart one after the other, keep their
 * place as static members, and are written in several languages; every record is delivered, and nobody is stuck. What
 * Moldau tells of it afterwards is true.
 */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Client, chosenClients } from './support/clients.ts';
import { type Crew, crews } from './support/crew.ts';
import type { JoinOptions } from './support/driver-interface.ts';
import { scenario } from './support/scenario.ts';
import { targetAddress } from './support/target.ts';

const crewOf = crews(scenario());
const classic: JoinOptions = { protocol: 'classic' };
const able = chosenClients.filter(({ lacks }) => !lacks.has('assignment') && !lacks.has('leave'));

/** Most of the time is spent waiting for sessions to end. */
describe('groups of the classic protocol', { concurrency: 4 }, () => {
  for (const client of able) {
    test(`through ${client.name}, a member that crashes is missed when its session ends (B109)`, async () => {
      const crew = await crewOf();
      await crew.join(client, 'one', classic);
      await crew.join(client, 'two', classic);
      await crew.shares(2, 2);
      await crew.crash('two');
      await crew.write();
      await crew.shares(4);
      await crew.readsEverything();
      await tellsOfTheCrash(crew);
      await crew.end();
    });

    test(`through ${client.name}, a rolling restart loses nothing (B110, B111)`, async () => {
      const crew = await crewOf();
      await crew.join(client, 'one', classic);
      await crew.join(client, 'two', classic);
      await crew.shares(2, 2);
      await crew.write();
      await crew.leave('one');
      await crew.join(client, 'three', classic);
      await crew.write();
      await crew.shares(2, 2);
      await crew.leave('two');
      await crew.join(client, 'four', classic);
      await crew.write();
      await crew.shares(2, 2);
      await crew.readsEverything();
      await crew.end();
    });
  }

  for (const client of able.filter(({ staticMembers }) => staticMembers)) {
    test(`through ${client.name}, static members that restart find what they had (B118, B121)`, async () => {
      const crew = await crewOf();
      const joined = { one: 'a', two: 'b' };
      for (const [member, instance] of Object.entries(joined)) {
        await crew.join(client, member, { ...classic, instance });
      }
      await crew.shares(2, 2);
      await crew.write();
      for (const [member, instance] of Object.entries(joined)) {
        const mine = await crew.partitionsOf(member);
        await crew.crash(member);
        await crew.join(client, `${member} again`, { ...classic, instance });
        await crew.shares(2, 2);
        assert.deepEqual(await crew.partitionsOf(`${member} again`), mine, `of ${instance}`);
      }
      await crew.write();
      await crew.readsEverything();
      await tellsOfNoRebalanceAfterReturns(crew);
      await crew.end();
    });
  }

  for (const assignor of new Set(able.flatMap(({ assignors }) => assignors))) {
    const mixed = able.filter(({ assignors }) => assignors.includes(assignor));
    if (mixed.length < 2) continue;
    test(`${mixed.map(({ name }) => name).join(', ')} share a group by ${assignor} (B106, B117)`, async () => {
      const crew = await crewOf(2 * mixed.length);
      for (const client of mixed) await crew.join(client, client.name, classic);
      await crew.covered();
      await crew.write();
      await restartEach(crew, mixed);
      await crew.write();
      await crew.readsEverything();
      await crew.end();
    });
  }
});

async function restartEach(crew: Crew, clients: readonly Client[]): Promise<void> {
  for (const client of clients) {
    await crew.leave(client.name);
    await crew.join(client, `${client.name} again`, classic);
    await crew.write();
    await crew.covered();
  }
}

interface ToldEvent {
  readonly type: string;
  readonly timeoutMs?: number;
  readonly member?: { readonly memberId: string };
  readonly moves?: readonly { readonly from: string; readonly to: string; readonly partitions: number }[];
}

async function tellsOfTheCrash({ group }: Crew): Promise<void> {
  const events = await explained(group);
  if (events === undefined) return;
  const crash = events.findIndex(({ type }) => type === 'session-expired' || type === 'rejoin-timed-out');
  assert.ok(crash > 0, `no crash is told: ${JSON.stringify(events)}`);
  const completed = events.slice(crash).find(({ type }) => type === 'rebalance-completed');
  const from = events[crash]?.member?.memberId;
  assert.ok(
    completed?.moves?.some((move) => move.from === from && move.partitions === 2),
    JSON.stringify(events),
  );
}

async function tellsOfNoRebalanceAfterReturns({ group }: Crew): Promise<void> {
  const events = await explained(group);
  if (events === undefined) return;
  const types = events.map(({ type }) => type);
  const first = types.indexOf('static-member-replaced');
  assert.equal(types.filter((type) => type === 'static-member-replaced').length, 2);
  assert.ok(!types.slice(first).includes('rebalance-started'), types.join());
}

const command = fileURLToPath(new URL('../../packages/cli/bin/moldau.js', import.meta.url));

/** What `moldau group explain` says; undefined where the broker is not Moldau. */
async function explained(group: string): Promise<readonly ToldEvent[] | undefined> {
  const words = ['group', 'explain', group, '--bootstrap-server', targetAddress(), '--json'];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...words]);
    const told: { events: ToldEvent[] } = JSON.parse(stdout);
    return told.events;
  } catch (error) {
    if (String(error).includes('is not Moldau')) return undefined;
    throw error;
  }
}
