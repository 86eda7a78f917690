/** What the console producer reads and the console consumer prints, with separators that no record here holds. */

import type { Bytes, DriverRecord } from '../../support/driver-interface.ts';
import { decoded, encoded } from '../../support/driver-server.ts';
import type { Parser } from '../../support/streaming-program.ts';

const [field, header, none, end] = ['~F~', '~H~', '~N~', '~E~'];

export const readerProperties = [
  'parse.key=true',
  'parse.headers=true',
  `key.separator=${field}`,
  `headers.delimiter=${field}`,
  `headers.separator=${header}`,
  'headers.key.separator=:',
  `null.marker=${none}`,
];

export const formatterProperties = [
  ...['timestamp', 'partition', 'offset', 'headers', 'key', 'value'].map((part) => `print.${part}=true`),
  `key.separator=${field}`,
  `headers.separator=${header}`,
  `null.literal=${none}`,
  `line.separator=${end}`,
];

/** One line a record: headers, key and value. */
export function inputOf(records: readonly DriverRecord[]): Buffer {
  const lines = records.map(({ headers, key, value }) => {
    const parts = headers.map(([name, bytes]) => `${name}:${text(bytes)}`);
    return `${parts.length === 0 ? none : parts.join(header)}${field}${text(key)}${field}${text(value)}\n`;
  });
  return Buffer.from(lines.join(''));
}

function text(bytes: Bytes): string {
  return decoded(bytes)?.toString() ?? none;
}

/** `CreateTime:1~F~Partition:0~F~Offset:0~F~name:value~H~name:value~F~key~F~value~E~`, the bytes as they are. */
export const parseRecord: Parser = (bytes) => {
  const length = bytes.indexOf(end);
  if (length < 0) return undefined;
  const [time, partition, offset, headers, key, value] = split(bytes.subarray(0, length), field);
  const record = {
    timestamp: numberAfterColon(time),
    partition: numberAfterColon(partition),
    offset: numberAfterColon(offset),
    headers: headersOf(headers ?? Buffer.alloc(0)),
    key: bytesOf(key),
    value: bytesOf(value),
  };
  return { record, length: length + end.length };
};

function numberAfterColon(bytes: Buffer | undefined): number {
  return Number(bytes?.toString().split(':')[1]);
}

function bytesOf(bytes: Buffer | undefined): Bytes {
  return bytes?.toString('latin1') === none ? null : encoded(bytes);
}

function headersOf(bytes: Buffer): [string, Bytes][] {
  if (bytes.toString('latin1') === 'NO_HEADERS') return [];
  return split(bytes, header).map((each) => {
    const colon = each.indexOf(':');
    return [each.toString('utf8', 0, colon), bytesOf(each.subarray(colon + 1))];
  });
}

function split(bytes: Buffer, separator: string): Buffer[] {
  const at = bytes.indexOf(separator);
  return at < 0 ? [bytes] : [bytes.subarray(0, at), ...split(bytes.subarray(at + separator.length), separator)];
}
