/**
 * `moldau log …`: looks at partitions in the log directory of a broker that is stopped, and repairs them.
 *
 * Exit codes: 0 when all is well or was repaired, 1 for damage that was found or a disk that fails, 2 for a wrong flag.
 */
import { type Disk, DiskError, type Program } from '@moldau/runtime';
import { type DamagedStretch, findDamage, repairLog } from '@moldau/storage';

export interface LogCommandWorld {
  readonly program: Program;
  readonly disk: Disk;
}

interface Task {
  readonly action: 'check' | 'repair';
  readonly logDirectory: string;
  readonly topicPartition: string;
}

const exitCodes = { well: 0, damaged: 1, misused: 2 };

/** `program.arguments` begin with `log`. Ends the program. */
export async function logCommand(world: LogCommandWorld): Promise<void> {
  const { program } = world;
  const task = await parseLogCommand(program.arguments.slice(1));
  if ('answer' in task) {
    if (task.isWrong) program.printErrorLine(`moldau: ${task.answer}`);
    else program.printLine(task.answer);
    return program.exit(task.isWrong ? exitCodes.misused : exitCodes.well);
  }
  program.exit(await perform(world, task));
}

async function perform({ program, disk }: LogCommandWorld, task: Task): Promise<number> {
  const { action, logDirectory, topicPartition } = task;
  try {
    if (!disk.exists(`${logDirectory}/${topicPartition}`)) {
      program.printErrorLine(`moldau: there is no ${topicPartition} in ${logDirectory}`);
      return exitCodes.damaged;
    }
    const lock = disk.lock(logDirectory);
    try {
      return action === 'check' ? await check(program, disk, task) : await repair(program, disk, task);
    } finally {
      lock.release();
    }
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    const isInUse = error.code === 'ELOCKED';
    program.printErrorLine(`moldau: ${isInUse ? `${logDirectory} is in use: stop the broker first` : error.message}`);
    return exitCodes.damaged;
  }
}

async function check(program: Program, disk: Disk, { logDirectory, topicPartition }: Task): Promise<number> {
  const damage = await findDamage(disk, logDirectory, topicPartition);
  for (const stretch of damage) program.printLine(sentence(stretch));
  if (damage.length === 0) program.printLine(`${topicPartition} is well`);
  else program.printLine(`moldau log repair ${logDirectory} ${topicPartition} cuts this out and keeps the rest`);
  return damage.length === 0 ? exitCodes.well : exitCodes.damaged;
}

async function repair(program: Program, disk: Disk, { logDirectory, topicPartition }: Task): Promise<number> {
  const { damage, kept } = await repairLog(disk, logDirectory, topicPartition);
  for (const stretch of damage) program.printLine(sentence(stretch));
  for (const path of kept) program.printLine(`as it was: ${path}`);
  program.printLine(
    damage.length === 0 ? `${topicPartition} is well, nothing was changed` : `${topicPartition} is repaired`,
  );
  return exitCodes.well;
}

function sentence({ path, position, byteLength, fromOffset, toOffset }: DamagedStretch): string {
  const where = `${path}: ${byteLength} bytes at position ${position} are no records`;
  if (toOffset === undefined) return `${where}; lost: everything from offset ${fromOffset} on`;
  if (toOffset === fromOffset) return `${where}; no record is lost`;
  return `${where}; lost: offsets ${fromOffset} to ${toOffset - 1}`;
}

type Parsed = Task | { readonly answer: string; readonly isWrong: boolean };

async function parseLogCommand(args: readonly string[]): Promise<Parsed> {
  const { Command, CommanderError } = await import('commander');
  let output = '';
  let parsed: Parsed | undefined;
  const log = new Command('moldau log').description('Looks at the logs of a broker that is stopped.');
  const descriptions = {
    check: 'reads a whole partition and tells what is damaged',
    repair: 'cuts out what is damaged, keeps the files as they were beside it, and tells what is lost',
  };
  for (const action of ['check', 'repair'] as const) {
    log
      .command(`${action} <log-directory> <topic-partition>`)
      .description(descriptions[action])
      .action((logDirectory: string, topicPartition: string) => {
        parsed = { action, logDirectory, topicPartition };
      });
  }
  for (const command of [log, ...log.commands]) {
    command
      .helpOption('-h, --help', 'print this help')
      .configureOutput({ writeOut: (text) => (output += text), writeErr: (text) => (output += text) })
      .exitOverride();
  }
  try {
    await log.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const isWrong = error.exitCode !== 0;
    const wanted = isWrong && error.code.startsWith('commander.help') ? 'log: expected a command\n' : '';
    return { answer: `${wanted}${output}`.trimEnd().replace(/^error: /, ''), isWrong };
  }
  return parsed ?? { answer: log.helpInformation().trimEnd(), isWrong: true };
}
