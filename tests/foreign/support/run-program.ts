/** Runs a command-line program to its end. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly complaints: string;
}

export async function runProgram(words: readonly string[], input: Buffer = Buffer.alloc(0)): Promise<Ended> {
  const [file = '', ...rest] = words;
  const child = spawn(file, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  await once(child, 'close');
  return {
    code: child.exitCode ?? -1,
    output: Buffer.concat(output).toString(),
    complaints: Buffer.concat(complaints).toString(),
  };
}

/** Kafka's error codes by how the command-line programs word them. */
const wordings: readonly (readonly [RegExp, number])[] = [
  [/UnknownTopicOrPartitionException|Unknown topic or partition|Topic .* does not exist/, 3],
  [/RecordTooLargeException|Message size too large/, 10],
  [/InvalidTopicException|InvalidTopicName/, 17],
  [/TopicExistsException|already exists/, 36],
  [/InvalidPartitionsException/, 37],
  [/InvalidConfigurationException|ConfigException|Unknown topic config/, 40],
  [/GroupNotEmptyException|group is not empty/, 68],
  [/GroupIdNotFoundException|group .* does not exist|group id does not exist/, 69],
];

/** A program that failed, with the code that its words stand for, or -1. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
  readonly code: number;

  constructor(ended: Ended) {
    const said = `${ended.output}\n${ended.complaints}`;
    super(said.trim().slice(-800));
    this.code = wordings.find(([wording]) => wording.test(said))?.[1] ?? -1;
  }
}
