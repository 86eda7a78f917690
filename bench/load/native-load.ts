/** Runs the C generator against a broker, and knows what the broker's CPU did in the window that it counted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { errorName } from '@moldau/protocol';
import type { BenchBroker } from '../brokers/bench-broker.ts';
import { nativeProgram } from '../native/compile.ts';

export type LoadMode = 'send' | 'paced' | 'fetch' | 'endtoend';

/** The generator's options without their dashes; a flag is `true`. */
export type LoadOptions = Readonly<Record<string, string | number | true | undefined>>;

export interface LoadResult {
  readonly seconds: number;
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly p50us: number;
  readonly p99us: number;
  readonly p999us: number;
  /** Of the broker in the counted window. */
  readonly brokerCpuSeconds: number;
}

/** Rejects when the generator fails, when any request was answered with an error, and when none was answered. */
export async function runLoad(broker: BenchBroker, mode: LoadMode, options: LoadOptions): Promise<LoadResult> {
  const program = await nativeProgram('load');
  const words = wordsOf({ host: broker.host, port: broker.port, marks: true, ...options });
  const child = spawn(program, [mode, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  try {
    return await followed(child, broker);
  } finally {
    process.off('exit', end);
    end();
  }
}

async function followed(child: ChildProcess, broker: BenchBroker): Promise<LoadResult> {
  const cpuAt = new Map<string, number>();
  const complaints: string[] = [];
  const output: string[] = [];
  onLines(child.stdout, (line) => output.push(line));
  onLines(child.stderr, (line) => {
    if (line === 'start' || line === 'end') cpuAt.set(line, cpuSecondsOf(broker));
    else complaints.push(line);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the load generator ended with ${code}: ${complaints.join('; ')}`);
  const brokerCpuSeconds = (cpuAt.get('end') ?? Number.NaN) - (cpuAt.get('start') ?? Number.NaN);
  return { ...loadResultIn(output.join('')), brokerCpuSeconds };
}

/** NaN for a broker that has gone, which its connections will say. */
function cpuSecondsOf(broker: BenchBroker): number {
  try {
    return broker.usage().cpuSeconds;
  } catch {
    return Number.NaN;
  }
}

function onLines(stream: Readable | null, each: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', each);
}

export function wordsOf(options: LoadOptions): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return value === true ? [`--${name}`] : [`--${name}`, String(value)];
  });
}

/** Throws when the answers were not all good ones. */
export function loadResultIn(json: string): Omit<LoadResult, 'brokerCpuSeconds'> {
  const given: unknown = JSON.parse(json);
  const fields = new Map<string, unknown>(Object.entries(given ?? {}));
  const number = (name: string): number => {
    const value = fields.get(name);
    if (typeof value !== 'number') throw new Error(`the load generator says nothing about ${name}`);
    return value;
  };
  if (number('errors') > 0)
    throw new Error(`${number('errors')} requests failed, the first with ${firstError(fields)}`);
  if (number('requests') === 0) throw new Error('no request was answered within the window');
  const missing = fields.has('missing') ? number('missing') : 0;
  if (missing !== 0) throw new Error(`${missing} requests had no effect within a second of the window's end`);
  return {
    seconds: number('seconds'),
    requests: number('requests'),
    requestsPerSecond: number('requestsPerSecond'),
    bytesOut: number('bytesOut'),
    bytesIn: number('bytesIn'),
    p50us: number('p50us'),
    p99us: number('p99us'),
    p999us: number('p999us'),
  };
}

function firstError(fields: ReadonlyMap<string, unknown>): string {
  const error = fields.get('firstError');
  return typeof error === 'number' ? `error ${error} (${errorName(error)})` : String(error);
}
