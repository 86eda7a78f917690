/** The command as a process of its own, as a user starts it. */
import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(import.meta.resolve('../bin/moldau.js'));

test('the command says where it listens, and ends with exit code 0 when it is told to stop', async (t) => {
  const data = await temporaryDirectory(t);
  const moldau = run(t, '--listeners', 'PLAINTEXT://127.0.0.1:0', '--data', data);
  const { port, durability } = await moldau.ready;
  assert.match(durability, /^flush\.policy=ack/);
  await accepts(port);
  moldau.child.kill('SIGTERM');
  assert.deepEqual(await moldau.ended, { code: 0, errorLines: [] });
});

test('a stop that is asked for several times at once, as by npm and the terminal, is a graceful one', async (t) => {
  const moldau = run(t, '--listeners', 'PLAINTEXT://127.0.0.1:0', '--memory');
  await moldau.ready;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGINT'] as const) moldau.child.kill(signal);
  assert.deepEqual(await moldau.ended, { code: 0, errorLines: [] });
});

test('a data directory belongs to one process, and is free once that was killed', async (t) => {
  const data = await temporaryDirectory(t);
  const first = run(t, '--listeners', 'PLAINTEXT://127.0.0.1:0', '--data', data);
  await first.ready;
  const second = run(t, '--listeners', 'PLAINTEXT://127.0.0.1:0', '--data', data);
  const { code, errorLines } = await second.ended;
  assert.equal(code, 1);
  assert.equal(errorLines.length, 1);
  assert.match(errorLines.join(), /^moldau: the data directory .* is in use by another broker$/);
  assert.ok(errorLines.join().includes(data));
  first.child.kill('SIGKILL');
  await first.ended;
  await run(t, '--listeners', 'PLAINTEXT://127.0.0.1:0', '--data', data).ready;
});

test('a port that is in use is one clear line and exit code 1', async (t) => {
  const first = run(t, '--listeners', 'PLAINTEXT://127.0.0.1:0', '--memory');
  const { port } = await first.ready;
  const second = run(t, '--listeners', `PLAINTEXT://127.0.0.1:${port}`, '--memory');
  assert.deepEqual(await second.ended, {
    code: 1,
    errorLines: [`moldau: cannot listen on 127.0.0.1:${port}: the port is in use`],
  });
});

test('wrong settings are one clear line each and exit code 2', async (t) => {
  const moldau = run(t, '--set', 'num.partitions=0', '--set', 'log.retention.ms=soon');
  assert.deepEqual(await moldau.ended, {
    code: 2,
    errorLines: [
      'moldau: Invalid value soon for configuration log.retention.ms: Not a number of type LONG',
      'moldau: Invalid value 0 for configuration num.partitions: Value must be at least 1',
    ],
  });
});

interface Ready {
  readonly port: number;
  readonly durability: string;
}

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ready: Promise<Ready>;
  readonly ended: Promise<{ code: number | null; errorLines: string[] }>;
}

function run(t: TestContext, ...args: string[]): Run {
  const child = spawn(process.execPath, [command, ...args], { env: { PATH: process.env['PATH'] } });
  const ended = end(child);
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended, ready: readyOf(child) };
}

async function end(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; errorLines: string[] }> {
  const errorLines: string[] = [];
  createInterface(child.stderr).on('line', (line) => errorLines.push(line));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, errorLines };
}

/** Reads the log until the line that announces the address. Never settles if it does not come. */
function readyOf(child: ChildProcessWithoutNullStreams): Promise<Ready> {
  return new Promise((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const { address, durability } = JSON.parse(line);
      if (address !== undefined) resolve({ port: Number(address.split(':').at(-1)), durability });
    });
  });
}

function accepts(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });
}

async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'moldau-command-'));
  t.after(() => rm(directory, { recursive: true }));
  return directory;
}
