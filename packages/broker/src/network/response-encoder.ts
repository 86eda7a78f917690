/**
 * Responses on their way out. A connection borrows a writer when it has its first response of a turn, puts all of the
 * turn's responses into it, and the writer comes back when its bytes have left: no response is copied after it was
 * encoded, and an idle connection holds no buffer.
 */
import { encodeResponseHeader, Writer } from '@moldau/protocol';
import type { RegisteredHandler } from '../handlers/handler.ts';

const SCRATCH_BYTES = 4 * 1024;
/** A writer that grew beyond this is not kept. */
const SCRATCH_BYTES_MAX = 128 * 1024;
const WRITERS_MAX = 256;

/** Appends one framed response. Throws what the codec throws, and then the writer's content is useless. */
export function encodeResponse(
  writer: Writer,
  handler: RegisteredHandler,
  version: number,
  correlationId: number,
  response: object,
): void {
  const before = writer.size;
  const sizeAt = writer.reserveInt32();
  encodeResponseHeader(writer, correlationId, handler.key, version);
  handler.encode(writer, response, version);
  writer.patchInt32(sizeAt, writer.size - before - 4);
}

export class WriterPool {
  readonly #free: Writer[] = [];

  borrow(): Writer {
    return this.#free.pop() ?? new Writer(SCRATCH_BYTES);
  }

  /** `writer` holds nothing that is still to be sent. */
  giveBack(writer: Writer): void {
    writer.reset();
    if (writer.capacity <= SCRATCH_BYTES_MAX && this.#free.length < WRITERS_MAX) this.#free.push(writer);
  }
}
