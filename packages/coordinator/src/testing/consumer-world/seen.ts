/** How much happened in a world, so that a test can tell that something did. */
export interface Seen {
  stable: number;
  moved: number;
  commits: number;
  upgrades: number;
  downgrades: number;
  restarts: number;
}
