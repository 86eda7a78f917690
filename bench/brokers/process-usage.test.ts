import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuSecondsIn, megabytesIn } from './process-usage.ts';

test('CPU time is user and system time, whatever the command is called', () => {
  const fields = ['S', '1', '1', '1', '0', '-1', '4194560', '100', '0', '0', '0', '250', '150', '0', '0', '20'];
  assert.equal(cpuSecondsIn(`4711 (a ) odd (name) ${fields.join(' ')}`), 4);
});

test('memory is read from the line that names it', () => {
  const status = 'Name:\tnode\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n';
  assert.equal(megabytesIn(status, 'VmRSS'), 100);
  assert.equal(megabytesIn(status, 'VmHWM'), 200);
  assert.ok(Number.isNaN(megabytesIn(status, 'VmSwap')));
});
