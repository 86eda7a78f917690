/**
 * Byte streams as a parameter. The reader supplies the memory that bytes arrive in, so a frame can be read
 * straight into its place; the writer hands over chunks and learns how much is still waiting to leave.
 */
export interface Network {
  /** Resolves once the port accepts connections. Port 0 takes a free one. Rejects with a NetworkError. */
  listen(endpoint: Endpoint, accept: (connection: Connection) => ConnectionHandler): Promise<Listener>;
  /** Resolves when connected. Rejects with a NetworkError. */
  connect(endpoint: Endpoint, handler: (connection: Connection) => ConnectionHandler): Promise<Connection>;
}

export interface Endpoint {
  /** A name or an address. `''` listens on every address, IPv4 and IPv6. */
  readonly host: string;
  readonly port: number;
}

export interface Listener {
  /** As bound: the port is the real one also when 0 was asked for. */
  readonly endpoint: Endpoint;
  /** Stops accepting; open connections stay. */
  close(): Promise<void>;
}

/** What a connection's owner implements. Calls come one at a time and never from inside a call to the connection. */
export interface ConnectionHandler {
  /** Memory for the next read, at least one byte long. Its content is the reader's until the next call. */
  readBuffer(): Buffer;
  /** `length` bytes arrived at the start of the buffer last returned by `readBuffer`. */
  read(length: number): void;
  /** After a `write` that left `bufferedBytes` above 0: everything handed to `write` so far has left since. */
  drained(): void;
  /** The connection is gone, by either side; called exactly once, and nothing is called after it. */
  closed(error?: NetworkError): void;
}

export interface Connection {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** Bytes handed to `write` that the operating system has not taken yet. */
  readonly bufferedBytes: number;
  /** Stops and restarts reading: backpressure towards the peer. */
  pause(): void;
  resume(): void;
  /**
   * Queues chunks in order, in one system call where possible. The chunks must stay unchanged until `drained`
   * or `closed` is called, or until `bufferedBytes` is 0 on return.
   */
  write(chunks: readonly Buffer[]): void;
  /** Sends what is queued, then closes. */
  end(): void;
  /** Closes at once; what is queued is dropped. */
  destroy(): void;
}

export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  /** The operating system's code: ECONNREFUSED, ECONNRESET, EADDRINUSE … */
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
