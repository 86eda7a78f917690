/** Which protocol the next generation uses, by vote of its members (B106). */
import type { ClassicMember } from './member.ts';

/**
 * Every member votes for the first protocol of its own list that all support; most votes win, and among equals the
 * one that was voted for first. Undefined if no protocol is supported by all.
 */
export function selectProtocol(
  members: Iterable<ClassicMember>,
  isSupportedByAll: (protocolName: string) => boolean,
): string | undefined {
  const votes = new Map<string, number>();
  for (const member of members) {
    const choice = member.protocols.find(({ name }) => isSupportedByAll(name))?.name;
    if (choice !== undefined) votes.set(choice, (votes.get(choice) ?? 0) + 1);
  }
  let winner: string | undefined;
  let most = 0;
  for (const [name, count] of votes) {
    if (count > most) [winner, most] = [name, count];
  }
  return winner;
}
