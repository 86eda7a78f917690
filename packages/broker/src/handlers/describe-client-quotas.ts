/** DescribeClientQuotas (key 48): the quotas of the entities that fit a filter (B145, KIP-546). */
import { checkedType, Refusal } from '@moldau/cluster';
import type { ClientQuotaImage, ClusterImage, QuotaEntity, QuotaEntityType } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import type {
  ComponentData,
  DescribeClientQuotasRequest,
  DescribeClientQuotasResponse,
} from '@moldau/protocol/messages/describe-client-quotas';
import type { Handler } from './handler.ts';

export interface DescribeClientQuotasDependencies {
  readonly image: () => Pick<ClusterImage, 'clientQuotas'>;
}

export function describeClientQuotasHandler({
  image,
}: DescribeClientQuotasDependencies): Handler<DescribeClientQuotasRequest, DescribeClientQuotasResponse> {
  return ({ components, strict }) => {
    try {
      const filter = checkedFilter(components);
      const found = [...image().clientQuotas.values()].filter(({ entity }) => fits(entity, filter, strict));
      return { throttleTimeMs: 0, errorCode: Errors.NONE, errorMessage: '', entries: found.map(described) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { throttleTimeMs: 0, errorCode: error.code, errorMessage: error.message, entries: null };
    }
  };
}

/** Kafka's numbers of the ways to match a name. */
const MatchTypes = { EXACT: 0, DEFAULT: 1, ANY: 2 } as const;

/** What the name of an entity has to be, by type. */
type Filter = ReadonlyMap<QuotaEntityType, (name: string | null) => boolean>;

/** Throws a Refusal. */
function checkedFilter(components: readonly ComponentData[]): Filter {
  const filter = new Map<QuotaEntityType, (name: string | null) => boolean>();
  for (const component of components) {
    if (component.entityType === '') refuse('A component of the filter has no entity type');
    const type = checkedType(component.entityType, Errors.UNSUPPORTED_VERSION);
    if (filter.has(type)) refuse(`The filter names the entity type ${type} more than once`);
    filter.set(type, matcher(component));
  }
  if (filter.has('ip') && filter.size > 1) refuse('An address cannot be combined with a user or a client id');
  return filter;
}

function matcher({ matchType, match }: ComponentData): (name: string | null) => boolean {
  switch (matchType) {
    case MatchTypes.EXACT:
      if (match === null) refuse('An exact match needs a name');
      return (name) => name === match;
    case MatchTypes.DEFAULT:
      if (match !== null) refuse('A match of the default takes no name');
      return (name) => name === null;
    case MatchTypes.ANY:
      if (match !== null) refuse('A match of any name takes no name');
      return () => true;
    default:
      return refuse(`There is no match type ${matchType}`);
  }
}

function refuse(message: string): never {
  throw new Refusal(Errors.INVALID_REQUEST, message);
}

/** Every component of the filter has to be there and to match; `strict` allows the entity no further ones. */
function fits(entity: QuotaEntity, filter: Filter, strict: boolean): boolean {
  if (strict && entity.size !== filter.size) return false;
  return [...filter].every(([type, matches]) => {
    const name = entity.get(type);
    return name !== undefined && matches(name);
  });
}

function described({ entity, quotas }: ClientQuotaImage) {
  return {
    entity: [...entity].map(([entityType, entityName]) => ({ entityType, entityName })),
    values: [...quotas].map(([key, value]) => ({ key, value })),
  };
}
