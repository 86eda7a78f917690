/** A directory that goes away with whoever made it, also when the program is interrupted. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface TemporaryDirectory extends AsyncDisposable {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryDirectory(parent: string, prefix: string): Promise<TemporaryDirectory> {
  const path = await mkdtemp(join(parent, prefix));
  const atExit = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  const remove = async () => {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    process.off('exit', atExit);
  };
  process.once('exit', atExit);
  return { path, remove, [Symbol.asyncDispose]: remove };
}
