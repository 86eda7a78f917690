/** Everything that a `server.properties` written for Apache Kafka 4.2 may say, and that changes nothing here. */
import type { Setting } from '@moldau/runtime';
import type { AcceptedSettings } from './accepted-settings.ts';
import { javaClassSettings } from './java-classes.ts';
import { jmxSettings } from './jmx.ts';
import { quorumSettings } from './quorum.ts';
import { remoteStorageSettings } from './remote-storage.ts';
import { replicationSettings } from './replication.ts';
import { securitySettings } from './security.ts';
import { shareGroupSettings } from './share-groups.ts';
import { socketSettings } from './sockets.ts';
import { streamsGroupSettings } from './streams-groups.ts';
import { threadSettings } from './threads.ts';
import { twoPhaseCommitSettings } from './two-phase-commit.ts';

const groups: readonly AcceptedSettings[] = [
  javaClassSettings,
  jmxSettings,
  quorumSettings,
  remoteStorageSettings,
  replicationSettings,
  securitySettings,
  shareGroupSettings,
  socketSettings,
  streamsGroupSettings,
  threadSettings,
  twoPhaseCommitSettings,
];

/** Families of names that end in a word of the user's choice. */
const prefixes = ['listener.name.', 'rlmm.config.', 'rsm.config.', 'config.providers.', 'metrics.jmx.'];

/** Those that no code reads: what is declared elsewhere takes effect, whatever is said here. */
export function settingsWithoutEffect(declared: ReadonlyMap<string, unknown>): readonly AcceptedSettings[] {
  return groups
    .map(({ reason, settings }) => ({ reason, settings: settings.filter(({ name }) => !declared.has(name)) }))
    .filter(({ settings }) => settings.length > 0);
}

export function settingWithoutEffect(name: string): Setting | undefined {
  return byName.get(name);
}

/** Names that Kafka hands on to plug-ins and to single listeners. */
export function hasKnownPrefix(name: string): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}

const byName: ReadonlyMap<string, Setting> = new Map(
  groups.flatMap(({ settings }) => settings.map((setting) => [setting.name, setting] as const)),
);
