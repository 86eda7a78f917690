/** What one client writes, every other reads, byte for byte (B43, B44): all writers × codecs × acks × all readers. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, chosenClients } from './support/clients.ts';
import { asLine, corpusFor } from './support/corpus.ts';
import type { Acks, Codec, ConsumedRecord, DriverRecord } from './support/driver-interface.ts';
import { scenario } from './support/scenario.ts';

interface Written {
  readonly writer: Client;
  readonly way: string;
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly DriverRecord[];
}

interface Way {
  readonly name: string;
  readonly codec: Codec;
  readonly acks: Acks;
  readonly idempotent: boolean;
  readonly count: number;
}

const { driver, helper, fresh } = scenario();
const written: Written[] = [];

/** 1,000 records in each codec with acks=all, then fewer for each other way of acknowledging. */
function waysOf(client: Client): Way[] {
  const inCodecs = client.codecs.map((codec) => ({
    name: codec,
    codec,
    acks: -1 as const,
    idempotent: false,
    count: 1000,
  }));
  const inAcks = client.acks
    .filter((acks) => acks !== -1)
    .map((acks) => ({ name: `acks=${acks}`, codec: 'none' as const, acks, idempotent: false, count: 200 }));
  const idempotent = { name: 'idempotent', codec: 'lz4' as const, acks: -1 as const, idempotent: true, count: 200 };
  return client.idempotent ? [...inCodecs, ...inAcks, idempotent] : [...inCodecs, ...inAcks];
}

async function placesOf(writer: Client, ways: readonly Way[]): Promise<{ topic: string; partition: number }[]> {
  const name = fresh(`written-by-${writer.name}`);
  const oneTopic = writer.records.partitions;
  const topics = oneTopic ? [name] : ways.map((_, index) => `${name}-${index}`);
  const partitions = oneTopic ? ways.length : 1;
  for (const topic of topics) await helper().call('createTopic', { topic, partitions, configs: {} });
  return ways.map((_, index) => ({ topic: topics[oneTopic ? 0 : index] ?? name, partition: oneTopic ? index : 0 }));
}

async function write(writer: Client): Promise<void> {
  const ways = waysOf(writer);
  const places = await placesOf(writer, ways);
  for (const [index, way] of ways.entries()) {
    const place = places[index];
    if (place === undefined) continue;
    const records = corpusFor(writer.records, way.count, Date.now());
    const { offsets } = await driver(writer).call('produce', { ...place, ...way, records });
    if (offsets !== null)
      assert.deepEqual(offsets, [...records.keys()], `${way.name}: the offsets given to the records`);
    written.push({ writer, way: way.name, ...place, records });
  }
}

describe('every client writes', () => {
  for (const writer of chosenClients) {
    test(`${writer.name} writes in every codec, with every acks, idempotent if it can`, () => write(writer));
  }
});

describe('every client reads what every client wrote', () => {
  for (const reader of chosenClients) {
    for (const writer of chosenClients) {
      test(`${reader.name} reads what ${writer.name} wrote`, () => readAll(reader, writer));
    }
  }
});

async function readAll(reader: Client, writer: Client): Promise<void> {
  const mine = written.filter((each) => each.writer === writer);
  assert.ok(mine.length > 0, `${writer.name} has written nothing`);
  for (const [topic, parts] of Map.groupBy(mine, (each) => each.topic)) {
    const got = await readTopic(reader, topic, parts);
    for (const part of parts) compare(part, got.get(part.partition) ?? []);
  }
}

async function readTopic(
  reader: Client,
  topic: string,
  parts: readonly Written[],
): Promise<Map<number, ConsumedRecord[]>> {
  const member = fresh('reader');
  const count = parts.reduce((sum, { records }) => sum + records.length, 0);
  const partitions = parts.map(({ partition }) => partition);
  await driver(reader).call('assign', { member, topic, partitions, from: 'earliest' });
  const { records } = await driver(reader).call('drain', { member, count, timeoutMs: 20_000 });
  await driver(reader).call('leave', { member });
  return Map.groupBy(records, ({ partition }) => partition);
}

function compare(part: Written, got: readonly ConsumedRecord[]): void {
  const { timestamps } = part.writer.records;
  const about = `${part.writer.name}, ${part.way}`;
  assert.equal(got.length, part.records.length, `${about}: number of records`);
  for (const [index, record] of part.records.entries()) {
    const consumed = got[index];
    assert.ok(consumed);
    assert.equal(consumed.offset, index, `${about}: the offset of record ${index}`);
    assert.equal(asLine(consumed, timestamps), asLine(record, timestamps), `${about}: record ${index}`);
  }
}
