/** Kafka's own command-line classes, one process a command, behind the line-JSON interface of tests/foreign/README.md. */

import { java } from '../../support/clients.ts';
import type { Arguments, DriverFailure, ProduceArguments, Result } from '../../support/driver-interface.ts';
import { failureOf, serve } from '../../support/driver-server.ts';
import { type Ended, ProgramError, runProgram } from '../../support/run-program.ts';
import { StreamingProgram } from '../../support/streaming-program.ts';
import { formatterProperties, inputOf, parseRecord, readerProperties } from './messages.ts';

const bootstrap = ['--bootstrap-server', process.argv[2] ?? ''];
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';
const tools = {
  topics: 'org.apache.kafka.tools.TopicCommand',
  configs: 'kafka.admin.ConfigCommand',
  groups: 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  offsets: 'org.apache.kafka.tools.GetOffsetShell',
  producer: 'org.apache.kafka.tools.ConsoleProducer',
  consumer: 'org.apache.kafka.tools.consumer.ConsoleConsumer',
};
const members = new Map<string, StreamingProgram>();

function tool(name: keyof typeof tools, ...words: readonly string[]): string[] {
  return [...java('broker', [], tools[name], ['-Xmx256m', quiet]), ...bootstrap, ...words];
}

/** Some tools say what failed and still end with 0. */
function checked(ended: Ended): string {
  const said = `${ended.output}${ended.complaints}`;
  if (ended.code !== 0 || /^Error|^ERROR|Exception/m.test(said)) throw new ProgramError(ended);
  return ended.output;
}

async function output(name: keyof typeof tools, ...words: readonly string[]): Promise<string> {
  return checked(await runProgram(tool(name, ...words)));
}

async function done(action: Promise<unknown>): Promise<Record<never, never>> {
  await action;
  return {};
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

async function produce(given: ProduceArguments): Promise<Result<'produce'>> {
  const settings = [
    `acks=${given.acks}`,
    `enable.idempotence=${given.idempotent}`,
    'max.request.size=8388608',
    'linger.ms=50',
  ];
  const words = [
    '--topic',
    given.topic,
    '--compression-codec',
    given.codec,
    ...settings.flatMap((setting) => ['--command-property', setting]),
    ...readerProperties.flatMap((property) => ['--reader-property', property]),
  ];
  const ended = await runProgram(tool('producer', ...words), inputOf(given.records));
  if (ended.code !== 0 || /ERROR|Exception/.test(ended.complaints)) throw new ProgramError(ended);
  return { offsets: null };
}

async function describeConfigs({ topic }: Arguments<'describeConfigs'>): Promise<Result<'describeConfigs'>> {
  const text = await output('configs', '--describe', '--all', '--entity-type', 'topics', '--entity-name', topic);
  const found = lines(text).flatMap((line) => {
    const [, name = '', value = ''] = /^ {2}([\w.]+)=(.*?) sensitive=/.exec(line) ?? [];
    return name === '' ? [] : [[name, value]];
  });
  return { configs: Object.fromEntries(found) };
}

function consume(member: string, ...words: readonly string[]): Promise<Record<never, never>> {
  const properties = formatterProperties.flatMap((property) => ['--formatter-property', property]);
  const quick = ['fetch.max.wait.ms=100', 'heartbeat.interval.ms=300'].flatMap((each) => ['--command-property', each]);
  members.set(member, new StreamingProgram(tool('consumer', ...words, ...properties, ...quick), parseRecord));
  return Promise.resolve({});
}

function assign({ member, topic, partitions, from }: Arguments<'assign'>): Promise<Result<'assign'>> {
  if (from === 'earliest') return consume(member, '--topic', topic, '--from-beginning');
  const offset = typeof from === 'object' && 'offset' in from ? String(from.offset) : 'latest';
  return consume(member, '--topic', topic, '--partition', String(partitions[0]), '--offset', offset);
}

async function offset({ topic, partition, at }: Arguments<'offset'>): Promise<Result<'offset'>> {
  const time = at === 'latest' ? '-1' : at === 'earliest' ? '-2' : String(at);
  const text = await output('offsets', '--topic-partitions', `${topic}:${partition}`, '--time', time);
  return { offset: Number(lines(text)[0]?.split(':')[2] || -1) };
}

/** The rows of a table whose first line names its columns. */
function table(text: string): Map<string, string>[] {
  const [head = '', ...rows] = lines(text).filter((line) => /^\S/.test(line) && line.split(/\s+/).length > 2);
  const columns = head.trim().split(/\s+/);
  return rows.map(
    (row) =>
      new Map(
        row
          .trim()
          .split(/\s+/)
          .map((cell, index) => [columns[index] ?? '', cell]),
      ),
  );
}

async function committed({ group, topic, partitions }: Arguments<'committed'>): Promise<Result<'committed'>> {
  const rows = table(await output('groups', '--describe', '--offsets', '--group', group));
  const offsets = rows
    .filter((row) => row.get('TOPIC') === topic && partitions.includes(Number(row.get('PARTITION'))))
    .map((row) => ({
      partition: Number(row.get('PARTITION')),
      offset: Number(row.get('CURRENT-OFFSET')),
      metadata: null,
    }));
  return { offsets: offsets.filter((each) => !Number.isNaN(each.offset)) };
}

async function describeGroup({ group }: Arguments<'describeGroup'>): Promise<Result<'describeGroup'>> {
  const [row = ''] = lines(await output('groups', '--describe', '--state', '--group', group)).filter((line) =>
    line.startsWith(group),
  );
  const [, state = '', members = '0'] =
    /(Stable|Empty|Dead|PreparingRebalance|CompletingRebalance)\s+(\d+)/.exec(row) ?? [];
  return { state, members: Number(members) };
}

function member(name: string): StreamingProgram {
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
    offset,
    committed,
    describeConfigs,
    describeGroup,
    createTopic: ({ topic, partitions, configs }) => {
      const settings = Object.entries(configs).flatMap(([name, value]) => ['--config', `${name}=${value}`]);
      return done(output('topics', '--create', '--topic', topic, '--partitions', String(partitions), ...settings));
    },
    createPartitions: ({ topic, partitions }) =>
      done(output('topics', '--alter', '--topic', topic, '--partitions', String(partitions))),
    deleteTopic: ({ topic }) => done(output('topics', '--delete', '--topic', topic)),
    listTopics: async () => ({ topics: lines(await output('topics', '--list')) }),
    describeTopic: async ({ topic }) => {
      const text = await output('topics', '--describe', '--topic', topic);
      return { partitions: Number(/PartitionCount: (\d+)/.exec(text)?.[1] ?? 0) };
    },
    alterConfig: ({ topic, name, value }) =>
      done(
        output(
          'configs',
          '--alter',
          '--entity-type',
          'topics',
          '--entity-name',
          topic,
          '--add-config',
          `${name}=${value}`,
        ),
      ),
    join: (given) => consume(given.member, '--topic', given.topic, '--group', given.group, '--from-beginning'),
    drain: async (given) => ({ records: await member(given.member).drain(given.count, given.timeoutMs) }),
    leave: (given) => done(member(given.member).leave()),
    listGroups: async () => ({ groups: lines(await output('groups', '--list')) }),
    deleteGroup: ({ group }) => done(output('groups', '--delete', '--group', group)),
  },
  describe,
);
