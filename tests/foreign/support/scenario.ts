/** The drivers of one test file, started before its tests and ended after them. */

import { after, before } from 'node:test';
import { type Client, chosenClients, clients } from './clients.ts';
import { Driver } from './driver.ts';
import { targetAddress } from './target.ts';

export interface Scenario {
  /** The driver of a client; starts it at its first use. */
  readonly driver: (client: Client) => Driver;
  /** A driver that can do everything, to prepare and to check. */
  readonly helper: () => Driver;
  /** A name that nothing else in this run has. */
  readonly fresh: (prefix: string) => string;
}

const java = clients[0];

export function scenario(): Scenario {
  const drivers = new Map<string, Driver>();
  const run = Date.now().toString(36);
  let names = 0;
  const driver = (client: Client): Driver => {
    const driver = drivers.get(client.name) ?? new Driver(client, targetAddress());
    drivers.set(client.name, driver);
    return driver;
  };
  const helper = () => {
    if (java === undefined) throw new Error('the Java client is missing');
    return driver(java);
  };
  before(() => {
    for (const client of chosenClients) driver(client);
  });
  after(async () => {
    await Promise.all([...drivers.values()].map((each) => each[Symbol.asyncDispose]()));
  });
  return { driver, helper, fresh: (prefix) => `${prefix}-${run}-${process.pid}-${names++}` };
}
