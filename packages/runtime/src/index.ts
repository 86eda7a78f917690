export type { Clock, Timer } from './clock/clock.ts';
export { DiskError } from './disk/disk.ts';
export type { DirectoryEntry, DirectoryLock, Disk, DiskErrorCode, DiskFile } from './disk/disk.ts';
export { silentLogger } from './log/logger.ts';
export type { LogFields, Logger } from './log/logger.ts';
export { NetworkError } from './network/network.ts';
export type { Connection, ConnectionHandler, Endpoint, Listener, Network } from './network/network.ts';
export type { Random } from './random/random.ts';
export type { Runtime } from './runtime.ts';
