/**
 * A line for each request once its answer has left, as Kafka's request log has it: what was asked by whom, how it ended,
 * and what each stage took. Off unless the logger `kafka.request.logger` has the level DEBUG; TRACE also shows the request
 * and the answer, with sizes in place of bytes.
 */
import { errorName } from '@moldau/protocol';
import type { NamedLogger } from '@moldau/runtime';
import { errorCodesOf } from '../metrics/error-codes.ts';
import type { Exchange } from '../network/exchange.ts';
import { elapsed, type ObservedConnection, type RequestTimes } from '../network/request-observer.ts';
import { readable } from './readable.ts';

/** Kafka's name. */
export const requestLogger = 'kafka.request.logger';

/** Until clients show who they are. */
const PRINCIPAL = 'User:ANONYMOUS';

export class RequestLog {
  readonly #logger: NamedLogger;

  constructor(logger: NamedLogger) {
    this.#logger = logger;
  }

  get isOn(): boolean {
    return this.#logger.isDebugEnabled;
  }

  get showsBodies(): boolean {
    return this.#logger.isTraceEnabled;
  }

  write(exchange: Exchange, times: RequestTimes, from: ObservedConnection): void {
    const { handler, version, correlationId, clientId, requestBytes, responseBytes, request, response } = exchange;
    const fields = {
      requestApiKey: handler.key,
      requestApiKeyName: handler.name,
      requestApiVersion: version,
      correlationId,
      clientId,
      connection: from.id,
      listener: from.listenerName,
      principal: PRINCIPAL,
      requestSizeBytes: requestBytes,
      responseSizeBytes: responseBytes,
      ...durations(times),
      throttleTimeMs: throttleTimeOf(response),
      errors: response === undefined ? {} : errorsOf(handler.name, response),
    };
    const bodies = this.showsBodies ? { request: readable(request), response: readable(response) } : {};
    this.#logger.debug({ ...fields, ...bodies }, 'Completed request');
  }
}

function durations(times: RequestTimes): Readonly<Record<string, number>> {
  const { arrived, started, handled, settled, answered, sent } = times;
  return {
    totalTimeMs: elapsed(arrived, sent) / 1000,
    requestQueueTimeMs: elapsed(arrived, started) / 1000,
    localTimeMs: elapsed(started, handled) / 1000,
    remoteTimeMs: elapsed(handled, settled) / 1000,
    responseQueueTimeMs: elapsed(settled, answered) / 1000,
    sendTimeMs: elapsed(answered, sent) / 1000,
  };
}

function throttleTimeOf(response: object | undefined): number {
  const hasIt = response !== undefined && 'throttleTimeMs' in response && typeof response.throttleTimeMs === 'number';
  return hasIt ? Number(response.throttleTimeMs) : 0;
}

/** By name, with how often; none when all went well. */
function errorsOf(api: string, response: object): Readonly<Record<string, number>> {
  const failures = [...errorCodesOf(api, response)].filter(([code]) => code !== 0);
  return Object.fromEntries(failures.map(([code, times]) => [errorName(code), times]));
}
