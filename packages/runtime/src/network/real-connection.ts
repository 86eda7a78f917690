import type { Socket } from 'node:net';
import { systemErrorCode } from '../disk/disk-error.ts';
import type { Connection, ConnectionHandler, Endpoint } from './network.ts';
import { NetworkError } from './network.ts';

/** What a socket reads into before its connection has a handler: one byte, so that any handler's memory can hold it. */
const firstByte = Buffer.alloc(1);
const nothing = Buffer.alloc(0);

/** `onread` of a socket to be: Node asks for the memory of the next read right after it handed over the last. */
export interface SocketReader {
  connection: RealConnection | undefined;
  readonly onread: { buffer: () => Buffer; callback: (length: number, buffer: Uint8Array) => boolean };
}

export function socketReader(): SocketReader {
  const reader: SocketReader = {
    connection: undefined,
    onread: {
      buffer: () => reader.connection?.readBuffer() ?? firstByte,
      callback: (length, buffer) => {
        reader.connection?.received(length, buffer);
        return true;
      },
    },
  };
  return reader;
}

/** A connected TCP socket. Node defers every event of a socket, so no handler is called from inside a call to it. */
export class RealConnection implements Connection {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly #socket: Socket;
  readonly #handler: ConnectionHandler;
  #drainAwaited = false;
  #error: Error | undefined;

  constructor(socket: Socket, handlerOf: (connection: Connection) => ConnectionHandler) {
    this.local = endpointOf(socket.localAddress, socket.localPort);
    this.remote = endpointOf(socket.remoteAddress, socket.remotePort);
    this.#socket = socket;
    socket.on('error', (error) => {
      this.#error ??= error;
    });
    socket.on('end', () => socket.destroy());
    socket.on('close', () => this.#handler.closed(this.#error && toNetworkError(this.#error)));
    this.#handler = handlerOf(this);
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    if (!this.#socket.destroyed) this.#socket.resume();
  }

  write(chunks: readonly Buffer[]): void {
    const socket = this.#socket;
    if (!socket.writable || chunks.length === 0) return;
    const last = chunks.length - 1;
    if (last > 0) socket.cork();
    for (let index = 0; index < last; index++) socket.write(chunks[index] ?? nothing);
    socket.write(chunks[last] ?? nothing, this.#written);
    if (last > 0) socket.uncork();
    if (socket.writableLength > 0) this.#drainAwaited = true;
  }

  end(): void {
    this.#socket.destroySoon();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Memory for the socket's next read, or nothing once the connection is gone. */
  readBuffer(): Buffer | undefined {
    return this.#socket.destroyed ? undefined : this.#handler.readBuffer();
  }

  /** Bytes arrived: in the handler's own memory, or still in the one byte of before it existed. */
  received(length: number, buffer: Uint8Array): void {
    if (this.#socket.destroyed) return;
    if (buffer === firstByte) firstByte.copy(this.#handler.readBuffer());
    this.#handler.read(length);
  }

  readonly #written = (): void => {
    if (!this.#drainAwaited || this.#socket.writableLength > 0 || this.#socket.destroyed) return;
    this.#drainAwaited = false;
    this.#handler.drained();
  };
}

export function toNetworkError(error: Error): NetworkError {
  return new NetworkError(systemErrorCode(error) || 'EUNKNOWN', error.message, error);
}

const ipv4Mapped = '::ffff:';

function endpointOf(address: string | undefined, port: number | undefined): Endpoint {
  const host = address ?? '';
  return { host: host.startsWith(ipv4Mapped) ? host.slice(ipv4Mapped.length) : host, port: port ?? 0 };
}
