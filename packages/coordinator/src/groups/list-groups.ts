/** ListGroups: which groups pass the filters of v4 (states) and v5 (types); letter case does not matter (B113). */
import type { ListedGroup } from '@moldau/protocol/messages/list-groups';
import type { Group } from './group.ts';

export interface GroupFilter {
  /** In lower case; empty for all. */
  readonly states: ReadonlySet<string>;
  /** In lower case; empty for all. */
  readonly types: ReadonlySet<string>;
}

export function groupFilter(statesFilter: readonly string[], typesFilter: readonly string[]): GroupFilter {
  const lowerCase = (names: readonly string[]): Set<string> => new Set(names.map((name) => name.toLowerCase()));
  return { states: lowerCase(statesFilter), types: lowerCase(typesFilter) };
}

export function listGroups(groups: Iterable<Group>, filter: GroupFilter): ListedGroup[] {
  const listed: ListedGroup[] = [];
  for (const group of groups) if (passes(group, filter)) listed.push(listedGroup(group));
  return listed;
}

function passes(group: Group, { states, types }: GroupFilter): boolean {
  return (
    (states.size === 0 || states.has(group.stateName.toLowerCase())) && (types.size === 0 || types.has(group.type))
  );
}

function listedGroup(group: Group): ListedGroup {
  return {
    groupId: group.groupId,
    protocolType: group.protocolTypeName,
    groupState: group.stateName,
    groupType: group.type,
  };
}
