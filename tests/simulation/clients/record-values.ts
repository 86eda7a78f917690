/**
 * Values of records that tell everything about themselves: `<producer>#<number>`, their length, and filler up to that
 * length, so that a bit gone wrong anywhere is noticed.
 */
import { decodeRecords, recordBatches } from '@moldau/protocol';
import type { OffsetAndValue } from '../history.ts';

export function valueBytes(name: string, lengthMin: number): Buffer {
  const head = `${name} ${lengthMin} `;
  return Buffer.from(head.padEnd(lengthMin, fillerOf(name)), 'latin1');
}

/** The name; what is not a value as `valueBytes` makes it comes out as something that nobody sent. */
export function nameInValue(value: Buffer | null): string {
  const text = value?.toString('latin1') ?? '';
  const [name = '', length = ''] = text.split(' ', 2);
  return valueBytes(name, Number(length)).toString('latin1') === text ? name : `damaged value ${text.slice(0, 40)}`;
}

/** What lies in fetched bytes; a batch that is cut off at their end is left out. Throws at a bad checksum. */
export function recordsIn(bytes: Buffer, partition: string): OffsetAndValue[] {
  const records: OffsetAndValue[] = [];
  for (const batch of recordBatches(bytes)) {
    if (!batch.isCrcValid()) throw new Error(`${partition}: batch at ${batch.baseOffset} arrived with a bad checksum`);
    for (const { offset, value } of decodeRecords(batch)) records.push({ offset, value: nameInValue(value) });
  }
  return records;
}

function fillerOf(name: string): string {
  return `${name.length}${name}~`;
}
