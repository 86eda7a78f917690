/** The flags of the command. Each that sets something is a short way of spelling a setting. */
import manifest from '../package.json' with { type: 'json' };

export interface Flags {
  /** Settings by name, as texts. */
  readonly texts: ReadonlyMap<string, string>;
  readonly configFile: string | undefined;
  /** Help or version that was asked for instead of a run. */
  readonly answer: string | undefined;
}

/** The command was used in a way that it does not understand; one line for each problem. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Flags with a value that is the text of a setting. */
const settingOfFlag: ReadonlyMap<string, string> = new Map([
  ['listeners', 'listeners'],
  ['advertisedListeners', 'advertised.listeners'],
  ['data', 'log.dirs'],
  ['metrics', 'metrics.listener'],
  ['logLevel', 'log.level'],
  ['logFormat', 'log.format'],
]);

const noFlags: Flags = { texts: new Map(), configFile: undefined, answer: undefined };

/** Throws a {@link UsageError}. The parser is loaded only when there is something to parse. */
export async function parseFlags(args: readonly string[]): Promise<Flags> {
  if (args.length === 0) return noFlags;
  const { Command, CommanderError } = await import('commander');
  let output = '';
  const command = new Command('moldau')
    .description('A broker that speaks the Apache Kafka protocol.')
    .option('-c, --config <file>', 'settings from a server.properties or YAML file')
    .option('--listeners <list>', 'addresses to listen on, e.g. PLAINTEXT://:9092 (default)')
    .option('--advertised-listeners <list>', 'addresses that clients are told; default: the one each has dialled')
    .option('--data <directories>', 'where the data is kept (default ./moldau-data)')
    .option('--memory', 'keep all data in memory and forget it at the end')
    .option('--set <name=value>', 'any setting by its name; may be repeated', collect)
    .option('--metrics <address>', 'serve /metrics, /health and /ready on host:port or :port, e.g. :9404')
    .option('--log-level <level>', 'debug, info (default), warn, error or silent')
    .option('--log-format <format>', 'pretty (default on a terminal) or json')
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', helpText)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: (text) => (output += text), writeErr: () => {} })
    .exitOverride();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { ...noFlags, answer: output.trimEnd() };
    throw new UsageError([error.message.replace(/^error: /, '')]);
  }
  return toFlags(command.opts());
}

const helpText = `
Commands:
  moldau                         starts the broker
  moldau group explain <group>   tells why a consumer group rebalanced, and what it cost
  moldau log check|repair <log-directory> <topic-partition>
                                 finds damage in a partition of a stopped broker, and cuts it out

Settings have the names that Apache Kafka gives them. A file is overridden by the environment (KAFKA_LOG_DIRS or
MOLDAU_LOG_DIRS for log.dirs, and so on), the environment by flags.`;

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function toFlags(options: Readonly<Record<string, unknown>>): Flags {
  const texts = new Map<string, string>();
  for (const [flag, name] of settingOfFlag) {
    const text = options[flag];
    if (typeof text === 'string') texts.set(name, text);
  }
  if (options['memory'] === true) texts.set('log.memory.only', 'true');
  for (const assignment of assignmentsOf(options['set'])) {
    const [name = '', ...value] = assignment.split('=');
    if (name.trim() === '' || value.length === 0) throw new UsageError([`--set ${assignment}: expected name=value`]);
    texts.set(name.trim(), value.join('='));
  }
  return {
    texts,
    configFile: typeof options['config'] === 'string' ? options['config'] : undefined,
    answer: undefined,
  };
}

function assignmentsOf(option: unknown): readonly string[] {
  return Array.isArray(option) ? option.filter((item) => typeof item === 'string') : [];
}
