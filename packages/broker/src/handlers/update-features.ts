/**
 * UpdateFeatures (key 57, KIP-584, B144). All updates or none: what is wrong with one is the answer to the request. As in
 * Kafka, version 0's permission to downgrade is not heard.
 */
import type { AdminError, Controller } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type { UpdateFeaturesRequest, UpdateFeaturesResponse } from '@moldau/protocol/messages/update-features';
import type { Clock } from '@moldau/runtime';
import { settledWithin } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface UpdateFeaturesDependencies {
  readonly controller: Pick<Controller, 'updateFeatures'>;
  readonly clock: Clock;
}

/** Up to this version each feature is answered for itself too. */
const resultsUpTo = 1;

export function updateFeaturesHandler({
  controller,
  clock,
}: UpdateFeaturesDependencies): Handler<UpdateFeaturesRequest, UpdateFeaturesResponse> {
  return async ({ featureUpdates, validateOnly, timeoutMs }, { apiVersion }) => {
    const updates = featureUpdates.map(({ feature, maxVersionLevel, upgradeType }) => ({
      feature,
      level: maxVersionLevel,
      upgradeType,
    }));
    const outcome = await settledWithin(clock, timeoutMs, controller.updateFeatures(updates, { validateOnly }));
    const error = 'error' in outcome ? outcome.error : outcome.value.error;
    return error === undefined ? done(apiVersion <= resultsUpTo ? updates : []) : refused(error);
  };
}

function done(updates: readonly { readonly feature: string }[]): UpdateFeaturesResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    results: updates.map(({ feature }) => ({ feature, errorCode: Errors.NONE, errorMessage: 'NONE' })),
  };
}

function refused({ code, message }: AdminError): UpdateFeaturesResponse {
  const errorMessage = `No feature was updated, because one cannot be: ${message}`;
  return { throttleTimeMs: 0, errorCode: code, errorMessage, results: [] };
}
