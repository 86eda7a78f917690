/** PushTelemetry (key 72, KIP-714, B147): metrics of a client, in OTLP. */
import type { PushTelemetryRequest, PushTelemetryResponse } from '@moldau/protocol/messages/push-telemetry';
import { clientIdentity, type TelemetryDependencies } from './get-telemetry-subscriptions.ts';
import type { Handler } from './handler.ts';

export function pushTelemetryHandler({
  telemetry,
  software,
}: TelemetryDependencies): Handler<PushTelemetryRequest, PushTelemetryResponse> {
  return ({ clientInstanceId, subscriptionId, terminating, compressionType, metrics }, context) => {
    const client = clientIdentity(clientInstanceId, context, software);
    const push = { subscriptionId, isTerminating: terminating, compressionType, metrics };
    return { throttleTimeMs: 0, errorCode: telemetry.push(client, push) };
  };
}
