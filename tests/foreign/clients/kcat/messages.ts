/** kcat's output in the format that this driver asks for, and its input. */

import type { Bytes, DriverRecord } from '../../support/driver-interface.ts';
import { decoded, encoded } from '../../support/driver-server.ts';
import type { Parser } from '../../support/streaming-program.ts';

const endOfRecord = '<<END-OF-RECORD>>';
const [comma, equals] = [0x2c, 0x3d];

/** Five numbers on a line; then key, value and headers as they are. */
export const outputFormat = `%p %o %T %K %S\\n%k%s%h${endOfRecord}`;

/** Lengths are -1 for null. */
export const parseRecord: Parser = (bytes) => {
  const lineEnd = bytes.indexOf(0x0a);
  if (lineEnd < 0) return undefined;
  const [partition, offset, timestamp, keySize, valueSize] = numbers(bytes.toString('latin1', 0, lineEnd));
  const value = lineEnd + 1 + Math.max(0, keySize);
  const headers = value + Math.max(0, valueSize);
  const end = bytes.indexOf(endOfRecord, headers);
  if (end < 0) return undefined;
  const record = {
    partition,
    offset,
    timestamp,
    key: keySize < 0 ? null : encoded(bytes.subarray(lineEnd + 1, value)),
    value: valueSize < 0 ? null : encoded(bytes.subarray(value, headers)),
    headers: headersOf(bytes.subarray(headers, end)),
  };
  return { record, length: end + endOfRecord.length };
};

function numbers(line: string): [number, number, number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = line.split(' ').map(Number);
  return [a, b, c, d, e];
}

/** kcat prints `name=value,name=value`, and NULL for a null value: values here must hold no comma. */
function headersOf(bytes: Buffer): [string, Bytes][] {
  if (bytes.length === 0) return [];
  return split(bytes, comma).map((each) => {
    const at = each.indexOf(equals);
    const value = each.subarray(at + 1);
    return [each.toString('utf8', 0, at), value.toString('latin1') === 'NULL' ? null : encoded(value)];
  });
}

function split(bytes: Buffer, separator: number): Buffer[] {
  const at = bytes.indexOf(separator);
  return at < 0 ? [bytes] : [bytes.subarray(0, at), ...split(bytes.subarray(at + 1), separator)];
}

export const keyDelimiter = '<<KEY>>';
export const recordDelimiter = '<<RECORD>>';

/** What one run of kcat can write: headers are arguments of the program, and so is whether empty means null. */
export interface Run {
  readonly headers: DriverRecord['headers'];
  readonly emptyIsNull: boolean;
  readonly records: DriverRecord[];
}

/** Cuts the records into as few runs as their headers and nulls allow, in their order. */
export function runsOf(records: readonly DriverRecord[]): Run[] {
  const runs: Run[] = [];
  for (const record of records) {
    const emptyIsNull = record.value === null;
    const last = runs.at(-1);
    const same = last?.emptyIsNull === emptyIsNull && JSON.stringify(last.headers) === JSON.stringify(record.headers);
    if (last !== undefined && same) last.records.push(record);
    else runs.push({ headers: record.headers, emptyIsNull, records: [record] });
  }
  return runs;
}

/** A record without the key's delimiter has a null key. */
export function inputOf(run: Run): Buffer {
  const parts = run.records.flatMap(({ key, value }) => [
    ...(key === null ? [] : [decoded(key), Buffer.from(keyDelimiter)]),
    decoded(value ?? ''),
    Buffer.from(recordDelimiter),
  ]);
  return Buffer.concat(parts);
}
