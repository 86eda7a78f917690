/** `moldau log` on a simulated disk, as an operator gives it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeRecordBatch } from '@moldau/protocol';
import type { Disk } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { logCommand } from './log-command.ts';

const path = '/data/orders-0/00000000000000000000.log';

interface Run {
  readonly code: number;
  readonly lines: readonly string[];
  readonly errorLines: readonly string[];
}

async function run(simulation: Simulation, disk: Disk, ...args: string[]): Promise<Run> {
  const lines: string[] = [];
  const errorLines: string[] = [];
  const { promise: exited, resolve: exit } = Promise.withResolvers<number>();
  const program = {
    arguments: ['log', ...args],
    environment: new Map(),
    isTerminal: false,
    printLine: (line: string) => void lines.push(line),
    printErrorLine: (line: string) => void errorLines.push(line),
    onStopSignal: () => {},
    exit,
  };
  void logCommand({ program, disk });
  return { code: await simulation.settle(exited), lines, errorLines };
}

/** Three batches of one record; the one at `spoilt` is none. */
function diskWith(simulation: Simulation, spoilt?: number): Disk {
  const { disk } = simulation.runtime('broker');
  disk.makeDirectory('/data/orders-0');
  const file = disk.open(path, 'create');
  let position = 0;
  for (let offset = 0; offset < 3; offset++) {
    const batch = encodeRecordBatch({ records: [{ timestamp: 5, key: null, value: Buffer.from(`v${offset}`) }] });
    batch.writeBigInt64BE(BigInt(offset));
    if (offset === spoilt) batch.writeUInt8(9, 16);
    file.write(batch, position);
    position += batch.length;
  }
  file.close();
  return disk;
}

test('a partition that is well is said to be', async () => {
  const simulation = new Simulation('log');
  const { code, lines } = await run(simulation, diskWith(simulation), 'check', '/data', 'orders-0');
  assert.deepEqual([code, lines], [0, ['orders-0 is well']]);
});

test('damage is told, cut out, and gone', async () => {
  const simulation = new Simulation('log');
  const disk = diskWith(simulation, 1);
  const before = disk.readFile(path);
  const found = await run(simulation, disk, 'check', '/data', 'orders-0');
  assert.equal(found.code, 1);
  assert.match(found.lines.join('\n'), /lost: offsets 1 to 1\nmoldau log repair \/data orders-0 cuts this out/);
  const repaired = await run(simulation, disk, 'repair', '/data', 'orders-0');
  assert.equal(repaired.code, 0);
  assert.match(repaired.lines.join('\n'), /lost: offsets 1 to 1\nas it was: .*\.log\.damaged\norders-0 is repaired/);
  assert.deepEqual(disk.readFile(`${path}.damaged`), before);
  assert.equal((await run(simulation, disk, 'check', '/data', 'orders-0')).code, 0);
});

test('the log directory of a running broker is left alone', async () => {
  const simulation = new Simulation('log');
  const disk = diskWith(simulation, 1);
  disk.lock('/data');
  const { code, errorLines } = await run(simulation, disk, 'repair', '/data', 'orders-0');
  assert.deepEqual([code, errorLines], [1, ['moldau: /data is in use: stop the broker first']]);
});

test('a partition that is not there, and words that are none, are refused', async () => {
  const simulation = new Simulation('log');
  const disk = diskWith(simulation);
  assert.deepEqual(await run(simulation, disk, 'check', '/data', 'orders-7'), {
    code: 1,
    lines: [],
    errorLines: ['moldau: there is no orders-7 in /data'],
  });
  assert.equal((await run(simulation, disk, 'mend', '/data', 'orders-0')).code, 2);
  assert.equal((await run(simulation, disk)).code, 2);
  assert.equal((await run(simulation, disk, '--help')).code, 0);
});
