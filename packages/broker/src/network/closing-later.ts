/** A connection that is not served: nothing is read from it, and after a while it is closed (KIP-612). */
import type { Clock, Connection, ConnectionHandler } from '@moldau/runtime';

export function closingLater(
  connection: Connection,
  clock: Clock,
  afterMs: number,
  gone: () => void,
): ConnectionHandler {
  connection.pause();
  const timer = clock.after(afterMs, () => connection.destroy());
  return {
    readBuffer: () => Buffer.alloc(1),
    read() {},
    drained() {},
    closed() {
      timer.cancel();
      gone();
    },
  };
}
