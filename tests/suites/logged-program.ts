/** A program whose whole output goes to a file; ended when it overstays. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';

export interface LoggedProgram {
  readonly words: readonly string[];
  /** The working directory. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds after which it is killed. */
  readonly limitSeconds: number;
  readonly log: string;
}

export interface LoggedEnd {
  /** The exit code, or -1 if a signal ended it. */
  readonly code: number;
  readonly overstayed: boolean;
}

/** The suites behave differently where `CI` is set; here they shall not. */
function environmentOf(program: LoggedProgram): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...program.environment };
  delete environment['CI'];
  return environment;
}

export async function runLogged(program: LoggedProgram): Promise<LoggedEnd> {
  await using log = await open(program.log, 'w');
  const [file = '', ...words] = program.words;
  const child = spawn(file, words, {
    cwd: program.directory,
    env: environmentOf(program),
    stdio: ['ignore', log.fd, log.fd],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let overstayed = false;
  const limit = setTimeout(() => {
    overstayed = true;
    kill();
  }, program.limitSeconds * 1000);
  await once(child, 'close');
  clearTimeout(limit);
  process.off('exit', kill);
  return { code: child.exitCode ?? -1, overstayed };
}
