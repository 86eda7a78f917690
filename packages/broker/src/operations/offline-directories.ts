import type { LogManager } from '@moldau/storage';

/** Of the configured directories those that cannot be used: they could not be opened, or have failed since. */
export function offlineDirectories(configured: readonly string[], logs: LogManager): readonly string[] {
  const online = new Set(logs.directories.filter(({ isOffline }) => !isOffline).map(({ path }) => path));
  return configured.filter((path) => !online.has(path));
}
