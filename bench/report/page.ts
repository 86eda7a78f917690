/**
 * `docs/benchmarks.md`, generated whole from the results of a run; only the notes between its two marks are written by
 * hand, and are taken over from the page as it was.
 */
import type { RunResults } from './results.ts';
import { aimsTable, failures, measureTables, roundsText, type Table } from './tables.ts';

const notesBegin = '<!-- notes -->';
const notesEnd = '<!-- /notes -->';
const emptyNotes = '\n\n';

/** @param before the page that this one replaces, if there is one */
export function page(results: RunResults, before: string | undefined): string {
  const failed = failures(results);
  return [
    '# Benchmarks',
    '',
    head(results),
    '',
    markdown(aimsTable(results)),
    '',
    explanation,
    '',
    `${notesBegin}${notesIn(before) ?? emptyNotes}${notesEnd}`,
    '',
    ...measureTables(results).flatMap((table) => [markdown(table), '']),
    ...(failed.length === 0 ? [] : ['## Failed', '', ...failed.map((line) => `- ${line}`), '']),
    '## Method',
    '',
    method(results),
    '',
  ].join('\n');
}

/** What a person wrote into the page, or undefined if it has no such place. */
export function notesIn(text: string | undefined): string | undefined {
  const [begin, end] = [text?.indexOf(notesBegin) ?? -1, text?.indexOf(notesEnd) ?? -1];
  return begin < 0 || end < begin ? undefined : text?.slice(begin + notesBegin.length, end);
}

function head({ startedAt, machine, versions, rounds }: RunResults): string {
  const { processor, cores, memoryGigabytes, kernel, fileSystem } = machine;
  return [
    'Moldau beside Apache Kafka, and beside a C program that does no more than it must with the same load, all on one',
    `machine in one run of \`npm run bench\` (see [bench/README.md](../bench/README.md)). Absolute figures are this`,
    'machine’s and move with the hour; the ratios are what counts.',
    '',
    `- **Date**: ${startedAt.slice(0, 10)}, ${roundsText(rounds.length)}`,
    `- **Machine**: ${processor}, ${cores} cores, ${memoryGigabytes} GB of memory, ${kernel}, ${fileSystem}`,
    `- **Versions**: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
    '',
    '## Aims',
  ].join('\n');
}

const explanation = `Ratios are Moldau’s figure divided by the other’s: above 1 is better for rates, below 1 for times, CPU and memory. Each
is taken within a round, then the median over the rounds with the least and the greatest.`;

function method({ windowSeconds, quick }: RunResults): string {
  const warmUp = quick ? 'a few seconds' : 'twenty seconds';
  const lines = [
    'Every round starts each target anew, one at a time and in another order, in an empty data directory, after writing',
    `and deleting a file of 2 GB so that nobody pays for cold pages alone; then ${warmUp} of mixed load as a warm-up,`,
    `then the measures, with windows of about ${windowSeconds} s. The raw load comes from a C program that sends requests encoded`,
    'beforehand and does little else; MB are millions of bytes on the wire. Topics have one replica, acks=all and',
    '`compression.type=producer`; what is acknowledged is in the page cache (`flush.policy=none`; Kafka’s default), except',
    'where a measure says fsynced (`flush.policy=ack`; `flush.messages=1`). Both brokers have their default settings, Kafka the',
    'JVM options of its start script. CPU is the broker process’s, from /proc. The load generator shares the machine with',
    'the broker.',
  ];
  return [...lines, ...(quick ? ['', 'This was a quick run: a look, not a measurement.'] : [])].join('\n');
}

function markdown({ title, head: columns, rows }: Table): string {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  const heading = title === 'Aims' ? [] : [`## ${title}`, ''];
  return [...heading, line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
