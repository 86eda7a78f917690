import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { realRuntime } from '@moldau/runtime';
import { WireClient } from '../support/wire-client.ts';
import { badInputScenarios } from './bad-input-scenarios.ts';
import { startTrivialServer } from './trivial-server.ts';

const software = { clientSoftwareName: 'bad-input', clientSoftwareVersion: '1' };

badInputScenarios('the socket server', async () => {
  const runtime = await realRuntime({ logLevel: 'silent' });
  const { server, endpoint } = await startTrivialServer(runtime, { host: '127.0.0.1' });
  return { network: runtime.network, endpoint, close: () => server.close() };
});

const IDLE_CONNECTIONS = 10_000;

test('10,000 idle connections from one host are accepted by default, cost little, and others are served', async (t) => {
  if (openFilesMax() < IDLE_CONNECTIONS + 200) return t.skip(`only ${openFilesMax()} open files are allowed here`);
  const count = IDLE_CONNECTIONS;
  const runtime = await realRuntime({ logLevel: 'silent' });
  const { server, endpoint } = await startTrivialServer(runtime, { host: '127.0.0.1' });
  const rssBefore = process.memoryUsage().rss;
  const holder = spawn(
    process.execPath,
    [fileURLToPath(new URL('hold-connections.ts', import.meta.url)), String(endpoint.port), String(count)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = await once(holder.stdout, 'data');
  assert.equal(String(line).trim(), 'connected');

  const client = await WireClient.connect(runtime.network, endpoint);
  await client.request(apiVersionsApi, 3, software);
  assert.equal(server.statistics.connections, count + 1);
  assert.equal(server.statistics.receiveBytes, 0);
  const grownMiB = (process.memoryUsage().rss - rssBefore) / 1024 / 1024;
  t.diagnostic(`${count} idle connections: ${grownMiB.toFixed(0)} MiB more resident memory`);
  assert.ok(grownMiB < 150, `${grownMiB} MiB`);

  await client.close();
  holder.stdin.end();
  await once(holder, 'exit');
  await server.close();
});

test('connections beyond max.connections.per.ip are closed, and one that leaves makes room', async () => {
  const runtime = await realRuntime({ logLevel: 'silent' });
  const { server, endpoint } = await startTrivialServer(runtime, {
    host: '127.0.0.1',
    config: { connectionsPerIpMax: 2 },
  });
  const connect = (): Promise<WireClient> => WireClient.connect(runtime.network, endpoint);
  const first = await connect();
  const second = await connect();
  await second.request(apiVersionsApi, 3, software);
  const third = await connect();
  await third.closedByAnyone;
  await first.close();
  await assert.doesNotReject(async () => {
    for (;;) {
      const again = await connect();
      const answered = await again.request(apiVersionsApi, 3, software).catch(() => undefined);
      await again.close();
      if (answered !== undefined) return;
    }
  });
  await second.close();
  await server.close();
});

/** Node raises its own soft limit to the hard one when it starts. */
function openFilesMax(): number {
  const report: { userLimits?: { open_files?: { hard?: number | string } } } = process.report.getReport();
  const hard = report.userLimits?.open_files?.hard;
  return typeof hard === 'number' ? hard : Number.POSITIVE_INFINITY;
}
