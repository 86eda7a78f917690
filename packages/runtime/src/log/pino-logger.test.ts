import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { silentLogger } from './logger.ts';
import { pinoLogger } from './pino-logger.ts';

/** What a program logs on standard output. */
function outputOf(level: string, format: string): string {
  const program = `
    import { pinoLogger } from ${JSON.stringify(import.meta.resolve('./pino-logger.ts'))};
    const log = await pinoLogger(${JSON.stringify(level)}, ${JSON.stringify(format)});
    log.debug({}, 'too small');
    log.info({ partition: 3 }, 'fine');
    log.child({ topic: 't' }).warn({ error: new Error('broken') }, 'careful');
  `;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
}

test('json is one object a line, with the fields, the level in words and errors with their stack', () => {
  const [info, warn, ...rest] = outputOf('info', 'json')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([info.level, info.msg, info.partition], ['info', 'fine', 3]);
  assert.match(info.time, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual([warn.level, warn.topic, warn.error.message], ['warn', 't', 'broken']);
  assert.match(warn.error.stack, /Error: broken\n/);
  assert.deepEqual(rest, []);
});

test('pretty is for people', () => {
  const output = outputOf('info', 'pretty');
  assert.match(output, /INFO.*: .*fine/);
  assert.match(output, /WARN.*: .*careful/);
  assert.doesNotMatch(output, /too small/);
});

test('a silent log loads nothing', async () => {
  assert.equal(await pinoLogger('silent'), silentLogger);
});

test('a reader that does not read holds nobody up, and gets every line once it reads', async () => {
  const program = `
    import { pinoLogger } from ${JSON.stringify(import.meta.resolve('./pino-logger.ts'))};
    const log = await pinoLogger('info', 'json');
    for (let line = 0; line < 2_000; line++) log.info({ line, filler: 'x'.repeat(200) }, 'many');
    process.send('still running');
    process.once('message', () => process.exit(0));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [message] = await once(child, 'message');
  assert.equal(message, 'still running');
  let lines = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    lines += String(chunk).split('\n').length - 1;
    if (lines === 2_000) child.send('leave');
  });
  await once(child, 'exit');
  assert.equal(lines, 2_000);
});
