/**
 * The records that every client writes: keys and values that are null, empty, text, binary and long, headers that
 * are absent, single, repeated, empty and null. `corpusFor` leaves out what a client cannot express, nothing else.
 */

import type { RecordAbilities } from './clients.ts';
import type { Bytes, ConsumedRecord, DriverRecord } from './driver-interface.ts';

type Header = readonly [name: string, value: Bytes];

const hour = 3_600_000;

/** No comma (kcat separates headers by it), every other byte. */
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x2c));

function base64(text: string | Buffer): string {
  return Buffer.from(text).toString('base64');
}

/** `count` records a millisecond apart, the first an hour ago. */
export function corpusFor(abilities: RecordAbilities, count: number, now: number): DriverRecord[] {
  const records = Array.from({ length: count }, (_, index) => record(abilities, index, count, now - hour + index));
  return abilities.nothing ? records : records.filter((each) => each.key !== null || (each.value ?? '') !== '');
}

function record(abilities: RecordAbilities, index: number, count: number, timestamp: number): DriverRecord {
  const group = abilities.ownHeaders ? index : Math.floor((index * 4) / count);
  const key = keys[index % keys.length]?.(index) ?? null;
  const nulls = group === 3 && !abilities.ownHeaders;
  const value = abilities.ownHeaders ? values[index % values.length]?.(index) : groupedValue(index, nulls);
  return {
    key: plain(nulls && key === '' ? null : key, abilities, index),
    value: plain(value ?? null, abilities, index),
    headers: headers(abilities, group),
    timestamp,
  };
}

const keys: readonly ((index: number) => Bytes)[] = [
  (index) => base64(`user-${index}`),
  () => null,
  () => base64(''),
  (index) => base64(`ključ ${index} 🔑`),
  (index) => base64(Buffer.concat([everyByte, Buffer.from([index & 255])])),
];

const values: readonly ((index: number) => Bytes)[] = [
  (index) => base64(`value-${index}`),
  () => null,
  () => base64(''),
  (index) => base64(Buffer.concat([Buffer.from([index & 255]), everyByte])),
  (index) => base64(`${index} `.repeat(300)),
  (index) => base64(JSON.stringify({ index, text: 'Vltava · Moldau' })),
  (index) => base64('x'.repeat(index % 97)),
];

/** For a client whose runs have either empties or nulls: null values in the last quarter only, and nowhere else. */
function groupedValue(index: number, nulls: boolean): Bytes {
  if (nulls) return null;
  return values[index % values.length]?.(index) ?? base64('');
}

/** Text in place of bytes for a client that reads text; one without line ends. */
function plain(bytes: Bytes, { binary }: RecordAbilities, index: number): Bytes {
  if (bytes === null || binary || bytes !== base64(Buffer.from(bytes, 'base64').toString()))
    return bytes === null || binary ? bytes : base64(`text-${index}`);
  return /[\n\r]/.test(Buffer.from(bytes, 'base64').toString()) ? base64(`text-${index}`) : bytes;
}

const headerSets: readonly (readonly Header[])[] = [
  [],
  [['trace', base64('4bf92f3577b34da6a3ce929d0e0e4736')]],
  [
    ['empty', base64('')],
    ['repeated', base64('first')],
    ['repeated', base64('second')],
  ],
  [
    ['binary', base64(Buffer.from([1, 0x7f, 0x80, 0xfe, 0xff]))],
    ['null', null],
  ],
];

function headers(abilities: RecordAbilities, index: number): Header[] {
  const chosen = (headerSets[index % headerSets.length] ?? []).filter(
    ([name, value]) => (abilities.nullHeaders || value !== null) && (abilities.binaryHeaders || name !== 'binary'),
  );
  return abilities.repeatedHeaders ? chosen : [...new Map(chosen)];
}

/** A record as one line, for comparing; without its time where the writer could not set it. */
export function asLine(record: DriverRecord, timestamps: boolean): string {
  const { key, value, headers, timestamp } = record;
  return JSON.stringify([timestamps ? timestamp : 'any time', key, value, headers]);
}

/** The consumed records of one partition in the order they came. */
export function ofPartition(records: readonly ConsumedRecord[], partition: number): ConsumedRecord[] {
  return records.filter((record) => record.partition === partition);
}
