/**
 * The order of Produce requests whose appends wait for a coordinator: on one connection a request of a transactional
 * producer is not appended before those that it sent earlier, or its sequence would be broken.
 */
import type { ProduceRequest } from '@moldau/protocol/messages/produce';
import type { ClientConnection } from '../handlers/handler.ts';

export class TransactionalRequests {
  /** Until the last waiting request of the connection is appended. */
  readonly #waiting = new Map<ClientConnection, Promise<unknown>>();

  isWaiting(connection: ClientConnection): boolean {
    return this.#waiting.size > 0 && this.#waiting.has(connection);
  }

  /** Appends after everything that the connection has waiting. */
  async append<Result>(connection: ClientConnection, append: () => Promise<Result>): Promise<Result> {
    const before = this.#waiting.get(connection);
    const appended = before === undefined ? append() : before.then(append, append);
    this.#waiting.set(connection, appended);
    try {
      return await appended;
    } finally {
      if (this.#waiting.get(connection) === appended) this.#waiting.delete(connection);
    }
  }
}

/** The request with records of its own: the connection needs its read buffer for the next one. */
export function retained(request: ProduceRequest): ProduceRequest {
  const topicData = request.topicData.map((topic) => ({
    ...topic,
    partitionData: topic.partitionData.map(({ index, records }) => ({
      index,
      records: records === null ? null : Buffer.from(records),
    })),
  }));
  return { ...request, topicData };
}
