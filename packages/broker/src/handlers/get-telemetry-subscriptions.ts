/** GetTelemetrySubscriptions (key 71, KIP-714, B147): which metrics a client is to push, and how often. */
import { Errors } from '@moldau/protocol';
import type {
  GetTelemetrySubscriptionsRequest,
  GetTelemetrySubscriptionsResponse,
} from '@moldau/protocol/messages/get-telemetry-subscriptions';
import { type ClientTelemetry, acceptedCompressionTypes } from '../telemetry/client-telemetry.ts';
import type { ClientIdentity } from '../telemetry/client-metrics-receiver.ts';
import type { ClientSoftware } from '../telemetry/client-software.ts';
import type { Handler, RequestContext } from './handler.ts';

export interface TelemetryDependencies {
  readonly telemetry: ClientTelemetry;
  readonly software: ClientSoftware;
}

export function getTelemetrySubscriptionsHandler({
  telemetry,
  software,
}: TelemetryDependencies): Handler<GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse> {
  return ({ clientInstanceId }, context) => {
    const answer = telemetry.subscribe(clientIdentity(clientInstanceId, context, software));
    if (answer.errorCode !== undefined) return { ...nothing, errorCode: answer.errorCode };
    const { instanceId, subscriptionId, subscription } = answer;
    return {
      throttleTimeMs: 0,
      errorCode: Errors.NONE,
      clientInstanceId: instanceId,
      subscriptionId,
      acceptedCompressionTypes,
      pushIntervalMs: subscription.pushIntervalMs,
      telemetryMaxBytes: telemetry.telemetryMaxBytes,
      deltaTemporality: true,
      requestedMetrics: subscription.metrics,
    };
  };
}

export function clientIdentity(
  instanceId: string,
  { clientId, clientHost, connection }: RequestContext,
  software: ClientSoftware,
): ClientIdentity {
  const { name, version } = software.of(connection);
  return {
    instanceId,
    clientId: clientId ?? '',
    softwareName: name,
    softwareVersion: version,
    sourceAddress: clientHost.replace(/^\//, ''),
    sourcePort: sourcePort(connection.id),
  };
}

/** `<local host>:<port>-<remote host>:<port>-<counter>` */
function sourcePort(connectionId: string): string {
  return /:(\d+)-\d+$/.exec(connectionId)?.[1] ?? '';
}

const nothing: GetTelemetrySubscriptionsResponse = {
  throttleTimeMs: 0,
  errorCode: Errors.NONE,
  clientInstanceId: 'AAAAAAAAAAAAAAAAAAAAAA',
  subscriptionId: 0,
  acceptedCompressionTypes: [],
  pushIntervalMs: 0,
  telemetryMaxBytes: 0,
  deltaTemporality: false,
  requestedMetrics: [],
};
