/** What bounds connections and the memory they may hold. Every bound is finite. */

export interface SocketServerConfig {
  /** `socket.request.max.bytes`: a longer frame closes its connection (B11). */
  readonly requestBytesMax: number;
  /** `connections.max.idle.ms` (B14). */
  readonly idleMsMax: number;
  /** `max.connections`, over all listeners. */
  readonly connectionsMax: number;
  /** `max.connections.per.ip`. */
  readonly connectionsPerIpMax: number;
  /** `max.connections.per.ip.overrides`: address → maximum. */
  readonly connectionsPerIpOverrides: ReadonlyMap<string, number>;
  /** A request has this long to arrive, and a second more for every `trickleBytesPerSecond` of its size. */
  readonly receiveGraceMs: number;
  readonly trickleBytesPerSecond: number;
  /** Memory of requests that have arrived in part or wait for their turn, over all connections. */
  readonly receiveBytesMax: number;
  /** The same for one connection: requests waiting for their turn beyond this stop the reading. */
  readonly waitingBytesMax: number;
  /** Pipelined requests of one connection whose answers are outstanding: how many, and the bytes they came as. */
  readonly unansweredRequestsMax: number;
  readonly unansweredBytesMax: number;
  /** Response bytes of one connection above which its next request waits. One response may overshoot it. */
  readonly responseBytesMax: number;
  /** Response bytes over all connections above which slow readers have only `receiveGraceMs` to make progress. */
  readonly responseBytesTotalMax: number;
  /** Size of the buffer, shared by all connections, that reads go into. */
  readonly readBufferBytes: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const defaultSocketServerConfig: SocketServerConfig = {
  requestBytesMax: 100 * MiB,
  idleMsMax: 600_000,
  connectionsMax: 20_000,
  connectionsPerIpMax: 12_000,
  connectionsPerIpOverrides: new Map(),
  receiveGraceMs: 30_000,
  trickleBytesPerSecond: 64 * KiB,
  receiveBytesMax: 256 * MiB,
  waitingBytesMax: 64 * KiB,
  unansweredRequestsMax: 1_000,
  unansweredBytesMax: 64 * MiB,
  responseBytesMax: MiB,
  responseBytesTotalMax: 256 * MiB,
  readBufferBytes: 256 * KiB,
};
