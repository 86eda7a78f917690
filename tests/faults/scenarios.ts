/** The faults, one at a time (B159): what is answered while they last, what is said, and what a restart makes of them. */

import { existsSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync, closeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Errors, errorName } from '@moldau/protocol';
import { FaultyBroker, runMoldau } from './faulty-broker.ts';
import { Ledger, nameOf, type Partition, type Report } from './ledger.ts';
import { SmallDisk } from './small-disk.ts';

export interface Scenario {
  readonly name: string;
  readonly run: (report: Report) => Promise<void>;
}

const topic = 'orders';
const partitions: readonly Partition[] = [0, 1, 2, 3].map((partition) => ({ topic, partition }));
/** The least that a segment may hold. */
const smallSegments = { 'segment.bytes': '1048576' };

async function withDirectory(act: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'moldau-faults-'));
  try {
    await act(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function partitionsIn(directory: string): Partition[] {
  const names = new Set(readdirSync(directory));
  return partitions.filter((partition) => names.has(nameOf(partition)));
}

/** Of all errors the one that clients know how to wait out. */
function expectStorageError(report: Report, errorCode: number, what: string): void {
  report.expect(
    errorCode === Errors.KAFKA_STORAGE_ERROR,
    `${what} is a KAFKA_STORAGE_ERROR, was ${errorName(errorCode)}`,
  );
}

function expectFewWords(report: Report, broker: FaultyBroker, about: RegExp): void {
  const lines = broker.complaints.filter((line) => about.test(line));
  report.saw(`said: ${lines[0] ?? 'nothing'}`);
  report.expect(lines.length === 1, `one line tells of it, there were ${lines.length}: ${lines.join(' | ')}`);
  report.expect(broker.complaints.length <= 3, `no flood of lines: ${broker.complaints.join(' | ')}`);
}

/** A log directory that fills up, beside one with room. */
async function fullDirectory(report: Report): Promise<void> {
  const mounted = SmallDisk.mount(24);
  if (typeof mounted === 'string') return fullWithoutMount(report, mounted);
  using disk = mounted;
  await withDirectory(async (roomy) => {
    const small = disk.folder('data');
    const logDirs = [roomy, small];
    const ledger = new Ledger(report);
    {
      await using broker = await FaultyBroker.start({ logDirs });
      await broker.createTopic(topic, 4, smallSegments);
      const [inSmall, inRoomy] = [partitionsIn(small), partitionsIn(roomy)];
      report.saw(
        `${inSmall.map(nameOf).join(' ')} lie on a disk of 24 MiB, ${inRoomy.map(nameOf).join(' ')} beside it`,
      );
      report.expect(inSmall.length === 2 && inRoomy.length === 2, 'each directory has two partitions');
      for (const partition of partitions) await ledger.send(broker, partition);
      const error = await fillUp(broker, ledger, inSmall);
      report.saw(`${ledger.size} records were acknowledged before the disk was full`);
      expectStorageError(report, error, 'the first send that finds no room');
      for (const partition of inSmall) expectStorageError(report, await ledger.send(broker, partition), 'a later send');
      for (const partition of inRoomy) {
        report.expect((await ledger.send(broker, partition)) === Errors.NONE, `${nameOf(partition)} goes on`);
      }
      await ledger.check(broker, partitions);
      expectFewWords(report, broker, /Log directory .* is offline/);
      report.saw(`stopped with exit code ${await broker.stop()}`);
    }
    disk.resize(64);
    report.saw('the operator has made room and starts it again');
    await using broker = await FaultyBroker.start({ logDirs });
    await ledger.check(broker, partitions);
    for (const partition of partitions) {
      report.expect((await ledger.send(broker, partition)) === Errors.NONE, `${nameOf(partition)} takes records again`);
    }
    await ledger.check(broker, partitions);
  });
}

/** The error that ended it. */
async function fillUp(broker: FaultyBroker, ledger: Ledger, targets: readonly Partition[]): Promise<number> {
  for (let turn = 0; turn < 1000; turn++) {
    const target = targets[turn % targets.length];
    if (target === undefined) break;
    const error = await ledger.send(broker, target, 200_000);
    if (error !== Errors.NONE) return error;
  }
  return Errors.NONE;
}

/** The only log directory is full, is started on while it is, and killed. */
async function fullAndOnly(report: Report): Promise<void> {
  const mounted = SmallDisk.mount(24);
  if (typeof mounted === 'string') return report.saw(`left out, nothing can be mounted here: ${mounted}`);
  using disk = mounted;
  const logDirs = [disk.folder('data')];
  const ledger = new Ledger(report);
  {
    await using broker = await FaultyBroker.start({ logDirs });
    await broker.createTopic(topic, 4, smallSegments);
    for (const partition of partitions) await ledger.send(broker, partition);
    expectStorageError(report, await fillUp(broker, ledger, partitions), 'the first send that finds no room');
    await ledger.check(broker, partitions);
    expectFewWords(report, broker, /Log directory .* is offline/);
    await broker.stop('SIGKILL');
  }
  try {
    await using broker = await FaultyBroker.start({ logDirs });
    report.saw('it starts on the full disk too, with the space that it had kept back');
    await ledger.check(broker, partitions);
    const more = await ledger.send(broker, partitions[0] ?? { topic, partition: 0 });
    report.saw(`a small record is answered ${errorName(more)}`);
  } catch (error) {
    report.saw(`it does not start on the full disk: ${error instanceof Error ? error.message : String(error)}`);
  }
  disk.resize(64);
  await using broker = await FaultyBroker.start({ logDirs });
  await ledger.check(broker, partitions);
  for (const partition of partitions) {
    report.expect((await ledger.send(broker, partition)) === Errors.NONE, `${nameOf(partition)} takes records again`);
  }
  await ledger.check(broker, partitions);
}

/** Files may not grow beyond a limit, which needs no privileges: what a quota does. */
async function fullWithoutMount(report: Report, reason: string): Promise<void> {
  report.saw(`nothing can be mounted here (${reason}): files that may not grow beyond 16 MiB stand for a full disk`);
  await withDirectory(async (directory) => {
    const logDirs = [directory];
    const ledger = new Ledger(report);
    {
      const around = ['/bin/sh', '-c', 'ulimit -f 32768; exec "$@"', 'limited'];
      await using broker = await FaultyBroker.start({ logDirs, around });
      await broker.createTopic(topic, 4);
      expectStorageError(report, await fillUp(broker, ledger, partitions), 'the first send that finds no room');
      await ledger.check(broker, partitions);
      expectFewWords(report, broker, /Log directory .* is offline/);
    }
    await using broker = await FaultyBroker.start({ logDirs });
    await ledger.check(broker, partitions);
    for (const partition of partitions) {
      report.expect((await ledger.send(broker, partition)) === Errors.NONE, `${nameOf(partition)} takes records again`);
    }
  });
}

/** One of two log directories cannot be written when the broker starts. */
async function readOnlyDirectory(report: Report): Promise<void> {
  const mounted = SmallDisk.mount(64);
  if (typeof mounted === 'string') return report.saw(`left out, nothing can be mounted here: ${mounted}`);
  using disk = mounted;
  await withDirectory(async (writable) => {
    const logDirs = [writable, disk.folder('data')];
    const ledger = new Ledger(report);
    {
      await using broker = await FaultyBroker.start({ logDirs });
      await broker.createTopic(topic, 4);
      for (const partition of partitions) await ledger.send(broker, partition);
      await broker.stop();
    }
    const affected = partitionsIn(logDirs[1] ?? '');
    const others = partitions.filter((partition) => !affected.includes(partition));
    disk.setReadOnly(true);
    {
      await using broker = await FaultyBroker.start({ logDirs });
      for (const partition of affected) {
        expectStorageError(report, await ledger.send(broker, partition), `a send to ${nameOf(partition)}`);
        const { error } = await broker.fetchAll(topic, partition.partition);
        expectStorageError(report, error, `a fetch of ${nameOf(partition)}`);
      }
      await ledger.check(broker, others);
      for (const partition of others) {
        report.expect((await ledger.send(broker, partition)) === Errors.NONE, `${nameOf(partition)} goes on`);
      }
      expectFewWords(report, broker, /Log directory .* is offline/);
      await broker.stop();
    }
    disk.setReadOnly(false);
    await using broker = await FaultyBroker.start({ logDirs });
    await ledger.check(broker, partitions);
    for (const partition of partitions) {
      report.expect((await ledger.send(broker, partition)) === Errors.NONE, `${nameOf(partition)} takes records again`);
    }
  });
}

/** A partition with several segments, beside a small one. */
async function severalSegments(ledger: Ledger, logDirs: readonly string[]): Promise<FaultyBroker> {
  const broker = await FaultyBroker.start({ logDirs });
  await broker.createTopic(topic, 4, smallSegments);
  for (let count = 0; count < 40; count++) await ledger.send(broker, { topic, partition: 0 }, 100_000);
  for (const partition of partitions.slice(1)) await ledger.send(broker, partition);
  return broker;
}

function segmentsOf(directory: string, suffix = '.log'): string[] {
  const folder = join(directory, `${topic}-0`);
  const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
  return names.sort().map((name) => join(folder, name));
}

/** Bytes in the middle of a closed segment are overwritten while the broker is down. */
async function corruptSegment(report: Report): Promise<void> {
  await withDirectory(async (directory) => {
    const ledger = new Ledger(report);
    const logDirs = [directory];
    const spoilt = { topic, partition: 0 };
    await (await severalSegments(ledger, logDirs)).stop();
    const path = segmentsOf(directory)[1] ?? '';
    overwrite(path, Math.floor(statSync(path).size / 2), 300_000);
    await using broker = await FaultyBroker.start({ logDirs });
    const before = await broker.fetchAll(topic, 0);
    expectStorageError(report, before.error, 'a fetch of the damaged place');
    const firstLost = Math.max(...before.records.keys()) + 1;
    report.saw(`offsets 0 to ${firstLost - 1} can be read, then comes the damage`);
    const fetches = 200;
    const start = performance.now();
    for (let count = 0; count < fetches; count++) await broker.fetch(topic, 0, firstLost);
    report.saw(`${fetches} more fetches of it took ${Math.round(performance.now() - start)} ms`);
    const end = Number((segmentsOf(directory)[2] ?? '').match(/(\d+)\.log$/)?.[1]);
    await ledger.check(broker, [spoilt], ({ offset }) => offset < end);
    await ledger.check(broker, partitions.slice(1));
    expectStorageError(report, await ledger.send(broker, spoilt), 'a send to the damaged partition');
    for (const partition of partitions.slice(1)) {
      report.expect((await ledger.send(broker, partition)) === Errors.NONE, `${nameOf(partition)} goes on`);
    }
    expectFewWords(report, broker, /damaged/);
    report.expect(statSync(path).size > 0, 'the damaged file is kept');
    report.expect((await broker.deleteRecords(topic, 0, end)) === Errors.NONE, 'its records can be deleted');
    report.expect((await ledger.send(broker, spoilt)) === Errors.NONE, 'and then the partition goes on');
    await ledger.check(broker, [spoilt], ({ offset }) => offset < end);
  });
}

/** The same, and the operator stops the broker and repairs the log. */
async function repairedSegment(report: Report): Promise<void> {
  await withDirectory(async (directory) => {
    const ledger = new Ledger(report);
    const logDirs = [directory];
    const spoilt = { topic, partition: 0 };
    await (await severalSegments(ledger, logDirs)).stop('SIGKILL');
    const path = segmentsOf(directory)[1] ?? '';
    overwrite(path, Math.floor(statSync(path).size / 2), 150_000);
    const command = ['log', 'repair', directory, nameOf(spoilt)];
    {
      await using broker = await FaultyBroker.start({ logDirs });
      const { records, error } = await broker.fetchAll(topic, 0);
      expectStorageError(report, error, `a fetch at ${records.size}`);
      report.expect(runMoldau(command).status !== 0, 'nothing is repaired under a running broker');
      await broker.stop();
    }
    const repair = runMoldau(command);
    for (const line of repair.stdout.trim().split('\n')) report.saw(line);
    report.expect(repair.status === 0, `it is repaired: ${repair.stderr}`);
    const [, from, to] = /lost: offsets (\d+) to (\d+)/.exec(repair.stdout) ?? [];
    const isLost = ({ offset }: { offset: number }) => offset >= Number(from) && offset <= Number(to);
    await using broker = await FaultyBroker.start({ logDirs });
    await ledger.check(broker, [spoilt], isLost);
    await ledger.check(broker, partitions.slice(1));
    report.expect((await ledger.send(broker, spoilt)) === Errors.NONE, 'the partition takes records again');
    await ledger.check(broker, [spoilt], isLost);
    report.expect(Number(to) - Number(from) < 4, `no more is lost than was damaged, ${from} to ${to}`);
  });
}

function overwrite(path: string, position: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, position);
  closeSync(file);
}

/** Indexes are deleted, emptied and overwritten, with the broker down and with it up. */
async function lostIndexes(report: Report): Promise<void> {
  await withDirectory(async (directory) => {
    const ledger = new Ledger(report);
    const logDirs = [directory];
    await (await severalSegments(ledger, logDirs)).stop();
    const indexes = [...segmentsOf(directory, '.index'), ...segmentsOf(directory, '.timeindex')];
    for (const path of indexes) rmSync(path);
    {
      await using broker = await FaultyBroker.start({ logDirs });
      await ledger.check(broker, partitions);
      for (const partition of partitions) await ledger.send(broker, partition);
      expectFewWords(report, broker, /indexes/);
      await broker.stop();
    }
    report.expect(indexes.filter((path) => !existsSync(path)).length <= 2, 'deleted indexes are made anew');
    for (const path of [...segmentsOf(directory, '.index'), ...segmentsOf(directory, '.timeindex')])
      truncateSync(path, 0);
    {
      await using broker = await FaultyBroker.start({ logDirs });
      await ledger.check(broker, partitions);
      for (const path of segmentsOf(directory, '.index')) if (statSync(path).size > 0) overwrite(path, 0, 8);
      await ledger.check(broker, partitions);
      for (const path of segmentsOf(directory, '.index')) rmSync(path);
      await ledger.check(broker, partitions);
      for (const partition of partitions) {
        report.expect((await ledger.send(broker, partition)) === Errors.NONE, `${nameOf(partition)} goes on`);
      }
      await broker.stop('SIGKILL');
    }
    await using broker = await FaultyBroker.start({ logDirs });
    await ledger.check(broker, partitions);
  });
}

export const scenarios: readonly Scenario[] = [
  { name: 'one of two log directories fills up', run: fullDirectory },
  { name: 'the only log directory fills up', run: fullAndOnly },
  { name: 'one of two log directories is read-only', run: readOnlyDirectory },
  { name: 'a segment is damaged in the middle', run: corruptSegment },
  { name: 'a damaged segment is repaired', run: repairedSegment },
  { name: 'indexes are deleted, emptied and overwritten', run: lostIndexes },
];
