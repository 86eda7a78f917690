/** A message as a log can hold it: bytes become their number, integers that JSON does not know become text. */
export function readable(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Buffer.isBuffer(value)) return `${value.length} bytes`;
  if (Array.isArray(value)) return readableList(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, readable(field)]));
}

/** Of a longer list the rest is only counted. */
const ITEMS_MAX = 100;

function readableList(list: readonly unknown[]): unknown {
  const [first] = list;
  if (Buffer.isBuffer(first)) return `${list.reduce((sum: number, item) => sum + lengthOf(item), 0)} bytes`;
  const shown = list.slice(0, ITEMS_MAX).map(readable);
  return list.length > ITEMS_MAX ? [...shown, `${list.length - ITEMS_MAX} more`] : shown;
}

function lengthOf(item: unknown): number {
  return Buffer.isBuffer(item) ? item.length : 0;
}
