/** A broker inside another program's process leaves nothing behind that would keep it alive. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('a program ends when it has closed its broker', { timeout: 20_000 }, async (context) => {
  const program = fileURLToPath(new URL('serve-once.ts', import.meta.url));
  const running = spawn(process.execPath, [program], { stdio: 'inherit', signal: context.signal });
  assert.deepEqual(await once(running, 'exit'), [0, null]);
});
