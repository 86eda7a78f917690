/** The Spring Boot program that introductions to Kafka print, unchanged but for its port. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cache, java } from '../support/clients.ts';
import { targetAddress } from '../support/target.ts';

const resources = fileURLToPath(new URL('src/main/resources', import.meta.url));

test('the Spring Boot example receives what it sends', { timeout: 60_000 }, async () => {
  const sent = ['Ada', 'Grace', 'Barbara'].map((name) => `${name}-${Date.now()}`);
  const flags = ['-Xmx256m'];
  const [file = '', ...words] = java(
    'spring',
    [`${cache}/spring`, resources],
    'com.example.users.UsersApplication',
    flags,
  );
  const child = spawn(file, [...words, `--spring.kafka.bootstrap-servers=${targetAddress()}`, ...sent], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const wanted = new Set(sent);
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    wanted.delete(/^Consumed message -> (.*)$/.exec(line)?.[1] ?? '');
    if (wanted.size === 0) break;
  }
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  assert.equal(wanted.size, 0, `${said.join('\n')}\n${complaints}`);
});
