/** What the scenarios of the command-line classes share: one virtual machine a file, and what the broker serves. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext } from 'node:test';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { realRuntime } from '@moldau/runtime';
import { WireClient } from '../../support/wire-client.ts';
import type { Ended } from '../support/run-program.ts';
import { targetAddress } from '../support/target.ts';
import { Tools } from '../support/tools.ts';
import { toolNamed } from './table.ts';

export interface ToolsUnderTest {
  /** What a class prints that ends well; its simple name, its words after --bootstrap-server. */
  readonly run: (name: string, words: readonly string[], input?: string) => Promise<string>;
  /** How a class ends that is refused something, and what it says. */
  readonly refused: (name: string, words: readonly string[]) => Promise<string>;
  /** A file with this content, to be named on a command line. */
  readonly file: (content: unknown) => string;
  readonly serves: (apiKey: number) => boolean;
  /** Skips the test if the broker does not serve the API; whether it did. */
  readonly waitsFor: (context: TestContext, apiKey: number) => boolean;
  /** A name that nothing else in this run has. */
  readonly fresh: (prefix: string) => string;
}

export const bootstrap = (): readonly string[] => ['--bootstrap-server', targetAddress()];

export function toolsUnderTest(): ToolsUnderTest {
  const directory = mkdtempSync(join(tmpdir(), 'foreign-tools-'));
  const suffix = `${Date.now().toString(36)}-${process.pid}`;
  let tools: Tools | undefined;
  let served: ReadonlySet<number> = new Set();
  let names = 0;
  before(async () => {
    tools = new Tools();
    served = await servedApis(targetAddress());
  });
  after(async () => {
    await tools?.[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true, force: true });
  });
  const ended = async (name: string, words: readonly string[], input?: string): Promise<Ended> => {
    if (tools === undefined) throw new Error('the tools have not been started');
    return tools.run(toolNamed(name).main, words, input);
  };
  return {
    async run(name, words, input) {
      const { code, output, complaints } = await ended(name, words, input);
      assert.equal(code, 0, `${name} ${words.join(' ')}: ${output}${complaints}`);
      return output;
    },
    async refused(name, words) {
      const { code, output, complaints } = await ended(name, words);
      assert.notEqual(code, 0, `${name} ${words.join(' ')}: ${output}`);
      return output + complaints;
    },
    file(content) {
      const path = join(directory, `${names++}.json`);
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
    serves: (apiKey) => served.has(apiKey),
    waitsFor(context, apiKey) {
      if (!served.has(apiKey)) context.skip(`the broker does not serve API ${apiKey}`);
      return !served.has(apiKey);
    },
    fresh: (prefix) => `${prefix}-${suffix}-${names++}`,
  };
}

/** The keys of the APIs that a broker advertises. */
export async function servedApis(address: string): Promise<ReadonlySet<number>> {
  const [host = '', port] = address.split(':');
  const { network } = await realRuntime({ logLevel: 'error' });
  const client = await WireClient.connect(network, { host, port: Number(port) });
  const software = { clientSoftwareName: 'tools', clientSoftwareVersion: '1' };
  const { apiKeys } = await client.request(apiVersionsApi, 4, software);
  await client.close();
  return new Set(apiKeys.map(({ apiKey }) => apiKey));
}
