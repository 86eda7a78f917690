/**
 * `moldau group …`: looks at consumer groups of a running broker.
 *
 * Exit codes: 0 when it was answered, 1 when it could not be, 2 for a wrong flag.
 */
import { type Endpoint, NetworkError, type Program, type RealRuntimeOptions, type Runtime } from '@moldau/runtime';
import { AdminError } from '../admin/admin-error.ts';
import { endpointText, parseBootstrapServer } from '../admin/bootstrap-server.ts';
import { readTimeline } from './read-timeline.ts';
import { renderTimeline, timelineJson } from './render-timeline.ts';

export interface GroupCommandWorld {
  readonly program: Program;
  readonly makeRuntime: (options: RealRuntimeOptions) => Promise<Pick<Runtime, 'network' | 'clock'>>;
}

interface Explanation {
  readonly groupId: string;
  readonly bootstrap: Endpoint;
  readonly asJson: boolean;
}

const exitCodes = { answered: 0, failed: 1, misused: 2 };

/** `program.arguments` begin with `group`. Ends the program. */
export async function groupCommand(world: GroupCommandWorld): Promise<void> {
  const { program } = world;
  const asked = await parseGroupCommand(program.arguments.slice(1));
  if ('answer' in asked) {
    if (asked.isWrong) program.printErrorLine(`moldau: ${asked.answer}`);
    else program.printLine(asked.answer);
    program.exit(asked.isWrong ? exitCodes.misused : exitCodes.answered);
    return;
  }
  program.exit(await explain(world, asked));
}

async function explain({ program, makeRuntime }: GroupCommandWorld, asked: Explanation): Promise<number> {
  const runtime = await makeRuntime({ logLevel: 'silent' });
  try {
    const timeline = await readTimeline(runtime, asked.bootstrap, asked.groupId);
    if (asked.asJson) program.printLine(timelineJson(timeline));
    else for (const line of renderTimeline(timeline)) program.printLine(line);
    return exitCodes.answered;
  } catch (error) {
    if (!(error instanceof AdminError || error instanceof NetworkError)) throw error;
    const where = error instanceof NetworkError ? `cannot ask ${endpointText(asked.bootstrap)}: ` : '';
    program.printErrorLine(`moldau: ${where}${error.message}`);
    return exitCodes.failed;
  }
}

type Parsed = Explanation | { readonly answer: string; readonly isWrong: boolean };

async function parseGroupCommand(args: readonly string[]): Promise<Parsed> {
  const { Command, CommanderError } = await import('commander');
  let output = '';
  let parsed: Parsed | undefined;
  const group = new Command('moldau group').description('Looks at consumer groups of a running broker.');
  group
    .command('explain <group>')
    .description('tells what happened in a group: why it rebalanced, who was waited for, what moved')
    .option('-b, --bootstrap-server <host:port>', 'a broker of the cluster', 'localhost:9092')
    .option('--json', 'as JSON, for programs')
    .action((groupId: string, options: { bootstrapServer: string; json?: true }) => {
      const bootstrap = parseBootstrapServer(options.bootstrapServer);
      parsed =
        bootstrap === undefined
          ? { answer: `--bootstrap-server ${options.bootstrapServer}: expected host:port`, isWrong: true }
          : { groupId, bootstrap, asJson: options.json === true };
    });
  for (const command of [group, ...group.commands]) {
    command
      .helpOption('-h, --help', 'print this help')
      .configureOutput({ writeOut: (text) => (output += text), writeErr: (text) => (output += text) })
      .exitOverride();
  }
  try {
    await group.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const isWrong = error.exitCode !== 0;
    const wanted = isWrong && error.code.startsWith('commander.help') ? 'group: expected a command\n' : '';
    return { answer: `${wanted}${output}`.trimEnd().replace(/^error: /, ''), isWrong };
  }
  return parsed ?? { answer: group.helpInformation().trimEnd(), isWrong: true };
}
