/** Writes OTLP metrics, for tests. */

export interface OtlpPoint {
  readonly value: number;
  /** As an sfixed64 instead of a double. */
  readonly isInteger?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface OtlpMetric {
  readonly name: string;
  readonly description?: string;
  /** Deltas, totals that only grow, totals, or gauges. */
  readonly kind: 'delta' | 'counter' | 'sum' | 'gauge' | 'histogram';
  readonly points: readonly OtlpPoint[];
}

export function otlpMetrics(...metrics: readonly OtlpMetric[]): Buffer {
  const scope = Buffer.concat(metrics.map((metric) => field(2, encodeMetric(metric))));
  return field(1, field(2, Buffer.concat([field(1, Buffer.alloc(0)), scope])));
}

const dataFields = { gauge: 5, sum: 7, counter: 7, delta: 7, histogram: 9 } as const;

function encodeMetric({ name, description = '', kind, points }: OtlpMetric): Buffer {
  const data = points.map((point) => field(1, encodePoint(point)));
  if (kind === 'delta') data.push(varintField(2, 1), varintField(3, 1));
  if (kind === 'counter') data.push(varintField(2, 2), varintField(3, 1));
  if (kind === 'sum') data.push(varintField(2, 2));
  const texts = [field(1, Buffer.from(name)), field(2, Buffer.from(description)), field(3, Buffer.from('1'))];
  return Buffer.concat([...texts, field(dataFields[kind], Buffer.concat(data))]);
}

function encodePoint({ value, isInteger = false, attributes = {} }: OtlpPoint): Buffer {
  const number = Buffer.alloc(9);
  number[0] = ((isInteger ? 6 : 4) << 3) | 1;
  if (isInteger) number.writeBigInt64LE(BigInt(value), 1);
  else number.writeDoubleLE(value, 1);
  const pairs = Object.entries(attributes).map(([key, text]) =>
    field(7, Buffer.concat([field(1, Buffer.from(key)), field(2, field(1, Buffer.from(text)))])),
  );
  return Buffer.concat([...pairs, number]);
}

function varintField(number: number, value: number): Buffer {
  return Buffer.concat([varint(number << 3), varint(value)]);
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
