/** kcat, one process a command, behind the line-JSON interface of tests/foreign/README.md. */

import type { Arguments, DriverFailure, ProduceArguments, Result, Start } from '../../support/driver-interface.ts';
import { decoded, failureOf, serve } from '../../support/driver-server.ts';
import { ProgramError, runProgram } from '../../support/run-program.ts';
import { StreamingProgram } from '../../support/streaming-program.ts';
import { inputOf, keyDelimiter, outputFormat, parseRecord, type Run, recordDelimiter, runsOf } from './messages.ts';

interface Member {
  readonly program: StreamingProgram;
  readonly assignment: Set<number>;
}

interface Listing {
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly unknown[];
    readonly error?: string;
  }[];
}

const kcat = ['kcat', '-b', process.argv[2] ?? ''];
const quick = ['-X', 'fetch.wait.max.ms=100', '-X', 'heartbeat.interval.ms=300', '-X', 'session.timeout.ms=10000'];
const reading = [...quick, '-X', 'topic.metadata.refresh.interval.ms=1000', '-u', '-f', outputFormat];
const members = new Map<string, Member>();

async function output(...words: string[]): Promise<string> {
  const ended = await runProgram([...kcat, ...words]);
  if (ended.code !== 0) throw new ProgramError(ended);
  return ended.output;
}

async function produce(given: ProduceArguments): Promise<Result<'produce'>> {
  for (const run of runsOf(given.records)) {
    const ended = await runProgram([...kcat, '-P', ...writing(given), ...runWords(run)], inputOf(run));
    if (ended.code !== 0 || ended.complaints.includes('Delivery failed')) throw new ProgramError(ended);
  }
  return { offsets: null };
}

function writing(given: ProduceArguments): string[] {
  const settings = [
    `acks=${given.acks}`,
    `enable.idempotence=${given.idempotent}`,
    'message.max.bytes=8388608',
    'message.timeout.ms=20000',
    'linger.ms=50',
  ];
  const place = ['-t', given.topic, '-p', String(given.partition), '-z', given.codec];
  return [...place, ...settings.flatMap((setting) => ['-X', setting])];
}

function runWords(run: Run): string[] {
  const headers = run.headers.flatMap(([name, value]) => [
    '-H',
    value === null ? name : `${name}=${decoded(value).toString()}`,
  ]);
  return ['-K', keyDelimiter, '-D', recordDelimiter, ...(run.emptyIsNull ? ['-Z'] : []), ...headers];
}

async function assign({ member, topic, partitions, from }: Arguments<'assign'>): Promise<Result<'assign'>> {
  const ends = Promise.withResolvers<void>();
  const waiting = new Set(partitions);
  const one = partitions.length === 1 ? ['-p', String(partitions[0])] : [];
  const program = new StreamingProgram(
    [...kcat, '-C', '-t', topic, ...one, '-o', start(from), ...reading],
    parseRecord,
    (line) => {
      waiting.delete(Number(/Reached end of topic .* \[(\d+)\]/.exec(line)?.[1] ?? -1));
      if (waiting.size === 0) ends.resolve();
    },
  );
  members.set(member, { program, assignment: new Set(partitions) });
  if (from === 'latest') await ends.promise;
  return {};
}

function start(from: Start): string {
  if (from === 'earliest') return 'beginning';
  if (from === 'latest') return 'end';
  return 'offset' in from ? String(from.offset) : `s@${from.timestamp}`;
}

/** kcat says on standard error which partitions it was given and which it lost. */
async function join({ member, topic, group }: Arguments<'join'>): Promise<Result<'join'>> {
  const assignment = new Set<number>();
  const words = [...kcat, '-X', 'auto.offset.reset=earliest', ...reading, '-G', group, topic];
  const program = new StreamingProgram(words, parseRecord, (line) => {
    const change = /rebalanced .*?: (assigned|revoked): (.*)/.exec(line);
    if (change === null) return;
    assignment.clear();
    if (change[1] !== 'assigned') return;
    for (const [, partition] of (change[2] ?? '').matchAll(/\[(\d+)\]/g)) assignment.add(Number(partition));
  });
  members.set(member, { program, assignment });
  return {};
}

async function offset({ topic, partition, at }: Arguments<'offset'>): Promise<Result<'offset'>> {
  const time = at === 'latest' ? -1 : at === 'earliest' ? -2 : at;
  const found = /offset (-?\d+)/.exec(await output('-Q', '-t', `${topic}:${partition}:${time}`));
  return { offset: Number(found?.[1] ?? -1) };
}

async function listing(...words: string[]): Promise<Listing> {
  return JSON.parse(await output('-L', '-J', ...words));
}

function member(name: string): Member {
  const found = members.get(name);
  if (found === undefined) throw new Error(`no member ${name}`);
  return found;
}

function describe(error: unknown): DriverFailure {
  return failureOf(error, error instanceof ProgramError ? error.code : -1);
}

await serve(
  {
    produce,
    assign,
    join,
    offset,
    listTopics: async () => ({ topics: (await listing()).topics.map(({ topic }) => topic) }),
    describeTopic: async ({ topic }) => ({
      partitions: (await listing('-t', topic)).topics[0]?.partitions.length ?? 0,
    }),
    assignment: async (given) => ({ partitions: [...member(given.member).assignment].sort((a, b) => a - b) }),
    drain: async (given) => ({ records: await member(given.member).program.drain(given.count, given.timeoutMs) }),
    leave: async (given) => {
      await member(given.member).program.leave();
      return {};
    },
  },
  describe,
);
