/** The texts of all settings, the stronger over the weaker: file, environment, flags. */
import type { Disk } from '@moldau/runtime';
import { DiskError } from '@moldau/runtime';
import type { Flags } from '../flags.ts';
import { UsageError } from '../flags.ts';
import { environmentSettings } from './environment.ts';
import { parseProperties } from './properties.ts';
import { parseYaml } from './yaml.ts';

/** Throws a {@link UsageError} if the file cannot be read. */
export async function readConfiguration(
  disk: Pick<Disk, 'readFile'>,
  environment: ReadonlyMap<string, string>,
  flags: Flags,
): Promise<ReadonlyMap<string, string>> {
  const fromEnvironment = environmentSettings(environment);
  const fileName = flags.configFile ?? fromEnvironment.configFile;
  const fromFile = fileName === undefined ? [] : await readFile(disk, fileName);
  return new Map([...fromFile, ...fromEnvironment.texts, ...flags.texts]);
}

function readFile(
  disk: Pick<Disk, 'readFile'>,
  fileName: string,
): ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>> {
  const text = readText(disk, fileName);
  return /\.ya?ml$/i.test(fileName) ? parseYaml(text, fileName) : parseProperties(text);
}

function readText(disk: Pick<Disk, 'readFile'>, fileName: string): string {
  try {
    return disk.readFile(fileName).toString('utf8');
  } catch (error) {
    if (error instanceof DiskError) throw new UsageError([`cannot read the configuration ${fileName}: ${error.code}`]);
    throw error;
  }
}
