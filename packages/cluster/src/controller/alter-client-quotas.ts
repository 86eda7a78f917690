/**
 * Changing the quotas of clients (KIP-546). What is stored for an entity is all of its quotas by name; one whose quotas
 * are all removed has no record.
 */
import { encodeQuotas, type QuotaEntity, quotaEntityKey } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import { type AdminError, Refusal, refusalOf } from './admin-error.ts';
import { checkedEntity, checkQuota, type QuotaEntityComponent } from './client-quota-rules.ts';
import type { AlterClientQuotasResult, ClientQuotaAlteration } from './controller.ts';
import type { ControllerView, Decision, Transactions } from './controller-view.ts';

/**
 * One decision an entity, in the order of the request. As in Kafka, an entity that comes twice is altered as it comes
 * first, and answered with an error.
 */
export function decideAlterClientQuotas(
  view: ControllerView,
  alterations: readonly ClientQuotaAlteration[],
): Decision<AlterClientQuotasResult>[] {
  return [...Map.groupBy(alterations, identity).values()].flatMap(([alteration, ...more]) => {
    if (alteration === undefined) return [];
    const decision = decideOne(view, alteration);
    return more.length === 0 ? decision : { ...decision, result: { ...decision.result, error: repeated } };
  });
}

const repeated: AdminError = {
  code: Errors.INVALID_REQUEST,
  message: 'The request names this entity more than once; what comes first counts',
};

function identity({ entity }: ClientQuotaAlteration): string {
  return JSON.stringify([...lastByType(entity)].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function lastByType(components: readonly QuotaEntityComponent[]): ReadonlyMap<string, string | null> {
  return new Map(components.map(({ type, name }) => [type, name]));
}

function decideOne(view: ControllerView, alteration: ClientQuotaAlteration): Decision<AlterClientQuotasResult> {
  const entity = [...lastByType(alteration.entity)].map(([type, name]) => ({ type, name }));
  const decided = refusalOf(() => changes(view, alteration));
  if ('error' in decided) return { result: { entity, error: decided.error }, transactions: [] };
  return { result: { entity, error: undefined }, transactions: decided.value };
}

function changes(view: ControllerView, { entity: components, ops }: ClientQuotaAlteration): Transactions {
  const entity = checkedEntity(components);
  checkNoneTwice(ops);
  checkValues(entity, ops);
  const key = quotaEntityKey(entity);
  const present = view.image.clientQuotas.get(key)?.quotas ?? new Map<string, number>();
  const altered = new Map(present);
  for (const { key: name, value } of ops) {
    if (value === undefined) altered.delete(name);
    else altered.set(name, value);
  }
  const isSame = altered.size === present.size && [...altered].every(([name, value]) => present.get(name) === value);
  if (isSame) return [];
  const record = view.keys.clientQuota(key);
  return [[altered.size === 0 ? { delete: record } : { put: record, value: encodeQuotas(altered) }]];
}

function checkNoneTwice(ops: ClientQuotaAlteration['ops']): void {
  if (new Set(ops.map(({ key }) => key)).size === ops.length) return;
  throw new Refusal(Errors.INVALID_REQUEST, 'The request names a quota of this entity more than once');
}

function checkValues(entity: QuotaEntity, ops: ClientQuotaAlteration['ops']): void {
  for (const { key, value } of ops) if (value !== undefined) checkQuota(entity, key, value);
}
