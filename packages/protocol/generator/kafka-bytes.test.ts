/**
 * Messages written by Kafka 4.2 itself, so that a mistake made alike in encoder and decoder is seen.
 *
 * fixtures/kafka-4.2-messages.tsv has every message, all versions of the busiest ones and of the others the first, the
 * last and the first flexible version.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Reader } from '../src/wire/reader.ts';
import { Writer } from '../src/wire/writer.ts';
import { kafkaCodecs } from './arbitrary-message.ts';

const codecs = new Map((await kafkaCodecs()).map(({ message, codec }) => [message.name, codec]));
const samples = readFileSync(new URL('fixtures/kafka-4.2-messages.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

test('every message has bytes that Kafka wrote', () => {
  const sampled = new Set(samples.map((sample) => sample.split('\t')[0]));
  assert.deepEqual(sampled, new Set(codecs.keys()));
});

test('bytes that Kafka wrote mean to us what they mean to Kafka, and we write the same', () => {
  for (const sample of samples) {
    const [name = '', version = '', hex = '', json = ''] = sample.split('\t');
    const codec = codecs.get(name);
    assert.ok(codec !== undefined);
    const label = `${name} version ${version}`;
    const message = codec.decode(new Reader(Buffer.from(hex, 'hex')), Number(version));
    assertMeansSame(message, JSON.parse(json), label);
    const writer = new Writer();
    codec.encode(writer, message, Number(version));
    assert.equal(writer.toBuffer().toString('hex'), hex, label);
  }
});

/** Kafka's JSON leaves out fields that the version lacks, writes bytes in base64 and no records at all. */
function assertMeansSame(ours: unknown, kafkas: unknown, path: string): void {
  if (Array.isArray(kafkas)) {
    assert.ok(Array.isArray(ours) && ours.length === kafkas.length, path);
    for (const [index, element] of kafkas.entries()) assertMeansSame(ours[index], element, `${path}[${index}]`);
  } else if (typeof kafkas === 'object' && kafkas !== null) {
    const fields = new Map(Object.entries(ours ?? {}));
    for (const [name, value] of Object.entries(kafkas)) assertMeansSame(fields.get(name), value, `${path}.${name}`);
  } else if (!/\.(records|unalignedRecords)$/.test(path)) {
    assert.deepEqual(plain(ours), kafkas, path);
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return Buffer.isBuffer(value) ? value.toString('base64') : value;
}
