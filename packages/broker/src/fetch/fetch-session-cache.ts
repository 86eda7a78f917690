import type { FetchRequest } from '@moldau/protocol/messages/fetch';
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Clock, Random } from '@moldau/runtime';
import { FetchSession, newSessionPartition, type SessionPartition } from './fetch-session.ts';

/**
 * The broker's fetch sessions, bounded by `max.incremental.fetch.session.cache.slots`. A full cache gives up a session
 * that was idle for two minutes, or else one that is smaller than the newcomer and old enough; otherwise the newcomer
 * gets no session and keeps sending full fetches, which is always legal (B85).
 */
export class FetchSessionCache {
  readonly #slots: number;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #sessions = new Map<number, FetchSession>();
  #evictions = 0;

  constructor(slots: number, clock: Clock, random: Random) {
    this.#slots = slots;
    this.#clock = clock;
    this.#random = random;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Over all sessions. */
  get partitionCount(): number {
    let count = 0;
    for (const session of this.#sessions.values()) count += session.size;
    return count;
  }

  /** Sessions that were given up for others, so far. */
  get evictions(): number {
    return this.#evictions;
  }

  /** What a request asks for, together with its session; or the session error to answer with. */
  open(request: FetchRequest, apiVersion: number): FetchPlan | ErrorCode {
    const usesTopicIds = apiVersion >= 13;
    const { sessionEpoch, sessionId } = request;
    if (sessionEpoch !== NO_SESSION && sessionEpoch !== NEW_SESSION) return this.#continue(request, usesTopicIds);
    if (sessionId !== 0) this.#sessions.delete(sessionId);
    if (sessionEpoch === NO_SESSION) return fullPlan(request);
    return this.#start(request, usesTopicIds);
  }

  /**
   * The id to give in an answer that withholds what was asked for. A session that has just begun is given up: its
   * client knows nothing of its partitions yet, and asks for all of them again.
   */
  withhold({ session, incremental }: FetchPlan): number {
    if (session === undefined) return 0;
    if (incremental) return session.id;
    this.#sessions.delete(session.id);
    return 0;
  }

  #continue(request: FetchRequest, usesTopicIds: boolean): FetchPlan | ErrorCode {
    const session = this.#sessions.get(request.sessionId);
    if (session === undefined) return Errors.FETCH_SESSION_ID_NOT_FOUND;
    if (session.epoch !== request.sessionEpoch) return Errors.INVALID_FETCH_SESSION_EPOCH;
    if (session.usesTopicIds !== usesTopicIds) return Errors.FETCH_SESSION_TOPIC_ID_ERROR;
    session.update(request);
    if (session.size === 0) {
      this.#sessions.delete(session.id);
      return { session: undefined, incremental: false, partitions: [] };
    }
    session.advance(this.#clock.monotonic());
    return { session, incremental: true, partitions: session.partitions() };
  }

  #start(request: FetchRequest, usesTopicIds: boolean): FetchPlan {
    const plan = fullPlan(request);
    if (!this.#makeRoom(plan.partitions.length)) return plan;
    const session = new FetchSession(this.#freeId(), usesTopicIds, this.#clock.monotonic());
    session.update(request);
    this.#sessions.set(session.id, session);
    return { session, incremental: false, partitions: session.partitions() };
  }

  #makeRoom(newcomerSize: number): boolean {
    if (this.#sessions.size < this.#slots) return true;
    const before = this.#clock.monotonic() - EVICTION_MS;
    let victim: FetchSession | undefined;
    for (const session of this.#sessions.values()) {
      const evictable = session.lastUsedMs < before || (session.createdMs < before && session.size < newcomerSize);
      if (evictable && (victim === undefined || session.lastUsedMs < victim.lastUsedMs)) victim = session;
    }
    if (victim === undefined) return false;
    this.#evictions++;
    return this.#sessions.delete(victim.id);
  }

  #freeId(): number {
    for (;;) {
      const id = 1 + this.#random.integer(0x7ffffffe);
      if (!this.#sessions.has(id)) return id;
    }
  }
}

/** Session epochs that ask for all partitions. */
const NO_SESSION = -1;
const NEW_SESSION = 0;
/** Kafka's `min.incremental.fetch.session.eviction.ms`, which it does not let anybody configure. */
const EVICTION_MS = 120_000;

export interface FetchPlan {
  readonly session: FetchSession | undefined;
  /** Leave out of the answer what has not changed. */
  readonly incremental: boolean;
  readonly partitions: readonly SessionPartition[];
}

/** A partition that is named twice counts once, as it is named last. */
function fullPlan(request: FetchRequest): FetchPlan {
  const partitions = new Map<string, SessionPartition>();
  for (const { topic, topicId, partitions: asked } of request.topics) {
    for (const each of asked) {
      partitions.set(`${topic}${topicId}/${each.partition}`, newSessionPartition(topic, topicId, each));
    }
  }
  return { session: undefined, incremental: false, partitions: [...partitions.values()] };
}
