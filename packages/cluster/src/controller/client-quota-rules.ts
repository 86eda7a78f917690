/** Which quotas there are, for whom, and what a name or a value of one may be (KIP-546, KIP-599, KIP-612). */
import { QUOTA_ENTITY_TYPES, type QuotaEntity, type QuotaEntityType } from '@moldau/metadata';
import { type ErrorCode, Errors } from '@moldau/protocol';
import { Refusal } from './admin-error.ts';

/** Kafka's names of the quotas. */
export const QuotaKeys = {
  producerByteRate: 'producer_byte_rate',
  consumerByteRate: 'consumer_byte_rate',
  requestPercentage: 'request_percentage',
  controllerMutationRate: 'controller_mutation_rate',
  connectionCreationRate: 'connection_creation_rate',
} as const;

/** One component of an entity, as a client sent it. */
export interface QuotaEntityComponent {
  readonly type: string;
  /** Null: the default of the type. */
  readonly name: string | null;
}

interface ValueRule {
  readonly isWhole: boolean;
  /** The first value that is too much. */
  readonly below: number;
}

const whole64: ValueRule = { isWhole: true, below: 2 ** 63 };
const whole32: ValueRule = { isWhole: true, below: 2 ** 31 };
const real: ValueRule = { isWhole: false, below: Number.POSITIVE_INFINITY };

const clientRules: ReadonlyMap<string, ValueRule> = new Map([
  [QuotaKeys.producerByteRate, whole64],
  [QuotaKeys.consumerByteRate, whole64],
  [QuotaKeys.requestPercentage, real],
  [QuotaKeys.controllerMutationRate, real],
]);
const addressRules: ReadonlyMap<string, ValueRule> = new Map([[QuotaKeys.connectionCreationRate, whole32]]);

/** A type that comes twice counts as it comes last. Throws a Refusal. */
export function checkedEntity(components: readonly QuotaEntityComponent[]): QuotaEntity {
  const entity = new Map<QuotaEntityType, string | null>();
  for (const { type, name } of components) {
    if (name === '') refuse(`An entity of type ${type} needs a name`);
    entity.set(checkedType(type, Errors.INVALID_REQUEST), name);
  }
  if (entity.size === 0) refuse('A quota is for a user, a client id or an address: none is named');
  if (entity.has('ip') && entity.size > 1) refuse('An address cannot be combined with a user or a client id');
  const address = entity.get('ip');
  if (typeof address === 'string' && !isAddress(address)) {
    refuse(`'${address}' is no IP address; names of hosts are not looked up`);
  }
  return entity;
}

/** Throws a Refusal with the code. */
export function checkedType(type: string, code: ErrorCode): QuotaEntityType {
  const known = QUOTA_ENTITY_TYPES.find((candidate) => candidate === type);
  if (known === undefined) throw new Refusal(code, `There are no quotas for entities of type '${type}'`);
  return known;
}

/** Throws a Refusal. */
export function checkQuota(entity: QuotaEntity, key: string, value: number): void {
  const rule = (entity.has('ip') ? addressRules : clientRules).get(key);
  if (rule === undefined) refuse(`There is no quota ${key} for this kind of entity`);
  if (!(value > 0)) refuse(`The quota ${key} must be greater than 0`);
  if (value >= rule.below) refuse(`The quota ${key} is too large`);
  if (rule.isWhole && !Number.isInteger(value)) refuse(`The quota ${key} must be a whole number`);
}

function refuse(message: string): never {
  throw new Refusal(Errors.INVALID_REQUEST, message);
}

/** IPv4 in dotted decimals, or IPv6 in any of its spellings. */
export function isAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const [address = ''] = text.split('%');
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const endsInIpv4 = last.includes('.');
  if (endsInIpv4 && (!isIpv4(last) || address.endsWith('::'))) return false;
  const plain = endsInIpv4 ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  const count = plain.length + (endsInIpv4 ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}
