/**
 * The quotas of one entity: a user, a client id, both together, or an address, each by name or as the default of its
 * kind. The entity is the key of the record, its quotas are the value.
 */
import { encodeJson, JsonRecord, RecordError } from './json-record.ts';

export const QUOTA_ENTITY_TYPES = ['client-id', 'ip', 'user'] as const;
export type QuotaEntityType = (typeof QUOTA_ENTITY_TYPES)[number];

/** Name by type; null is the default of the type. In the order of {@link QUOTA_ENTITY_TYPES}. */
export type QuotaEntity = ReadonlyMap<QuotaEntityType, string | null>;

/** The same text for the same entity, whatever the order of its types. */
export function quotaEntityKey(entity: QuotaEntity): string {
  return JSON.stringify(QUOTA_ENTITY_TYPES.filter((type) => entity.has(type)).map((type) => [type, entity.get(type)]));
}

/** @param path the key of the record, for errors @param text what {@link quotaEntityKey} gave */
export function parseQuotaEntity(path: string, text: string): QuotaEntity {
  const entity = new Map<QuotaEntityType, string | null>();
  for (const item of listIn(path, text)) {
    const [type, name]: readonly unknown[] = Array.isArray(item) ? item : [];
    const known = QUOTA_ENTITY_TYPES.find((candidate) => candidate === type);
    if (known === undefined || !(typeof name === 'string' || name === null))
      throw new RecordError(path, 'has no entity');
    entity.set(known, name);
  }
  return entity;
}

function listIn(path: string, text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
  } catch (error) {
    throw new RecordError(path, 'has no entity', error);
  }
  throw new RecordError(path, 'has no entity');
}

export function encodeQuotas(quotas: ReadonlyMap<string, number>): Buffer {
  return encodeJson(Object.fromEntries(quotas));
}

export function decodeQuotas(path: string, value: Buffer): ReadonlyMap<string, number> {
  const record = JsonRecord.parse(path, value);
  return new Map(record.names().map((name) => [name, record.number(name)]));
}
