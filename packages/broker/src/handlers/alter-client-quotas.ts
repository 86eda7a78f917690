/** AlterClientQuotas (key 49): sets and removes quotas of users, client ids and addresses (B145, KIP-546). */
import type { AlterClientQuotasResult, Controller } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type {
  AlterClientQuotasRequest,
  AlterClientQuotasResponse,
} from '@moldau/protocol/messages/alter-client-quotas';
import { asAdminError } from './admin-request.ts';
import type { Handler } from './handler.ts';

export interface AlterClientQuotasDependencies {
  readonly controller: Pick<Controller, 'alterClientQuotas'>;
}

export function alterClientQuotasHandler({
  controller,
}: AlterClientQuotasDependencies): Handler<AlterClientQuotasRequest, AlterClientQuotasResponse> {
  return async ({ entries, validateOnly }) => {
    const alterations = entries.map(alteration);
    try {
      const results = await controller.alterClientQuotas(alterations, { validateOnly });
      return { throttleTimeMs: 0, entries: results.map(answer) };
    } catch (failure) {
      const { error } = asAdminError(failure);
      return { throttleTimeMs: 0, entries: alterations.map(({ entity }) => answer({ entity, error })) };
    }
  };
}

function alteration({ entity, ops }: AlterClientQuotasRequest['entries'][number]) {
  return {
    entity: entity.map(({ entityType, entityName }) => ({ type: entityType, name: entityName })),
    ops: ops.map(({ key, value, remove }) => ({ key, value: remove ? undefined : value })),
  };
}

function answer({ entity, error }: AlterClientQuotasResult): AlterClientQuotasResponse['entries'][number] {
  return {
    errorCode: error?.code ?? Errors.NONE,
    errorMessage: error?.message ?? null,
    entity: entity.map(({ type, name }) => ({ entityType: type, entityName: name })),
  };
}
