import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Simulation } from '@moldau/runtime/simulated';
import { FileHandles, LogFile } from './file-handles.ts';

test('a file that is closed while it is read stays open until the read is over', async () => {
  const simulation = new Simulation('handles');
  const { disk } = simulation.runtime('broker');
  const file = new LogFile(new FileHandles(disk, 10), '/segment');
  file.forWriting().write(Buffer.from('records'), 0);
  const into = Buffer.alloc(7);
  file.pin();
  const read = file.forReading().readAsync(into, 0);
  file.close();
  disk.remove('/segment');
  assert.equal(await simulation.settle(read), 7);
  file.unpin();
  assert.equal(into.toString(), 'records');
  assert.throws(() => file.forReading(), /ENOENT/);
});
