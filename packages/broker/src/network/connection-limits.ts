/** Counts connections, in total and by client address, and refuses those beyond the limits. */

export interface ConnectionLimitsConfig {
  readonly connectionsMax: number;
  readonly connectionsPerIpMax: number;
  readonly connectionsPerIpOverrides: ReadonlyMap<string, number>;
}

export class ConnectionLimits {
  readonly #config: () => ConnectionLimitsConfig;
  readonly #byAddress = new Map<string, number>();
  #total = 0;

  /** @param config What holds now; connections that are open stay, whatever it becomes. */
  constructor(config: () => ConnectionLimitsConfig) {
    this.#config = config;
  }

  get total(): number {
    return this.#total;
  }

  /** Takes a place for one more connection; false when there is none. */
  admit(address: string): boolean {
    const { connectionsMax, connectionsPerIpMax, connectionsPerIpOverrides } = this.#config();
    const ofAddress = this.#byAddress.get(address) ?? 0;
    const addressMax = connectionsPerIpOverrides.get(address) ?? connectionsPerIpMax;
    if (this.#total >= connectionsMax || ofAddress >= addressMax) return false;
    this.#byAddress.set(address, ofAddress + 1);
    this.#total++;
    return true;
  }

  /** Gives the place of an admitted connection back. */
  leave(address: string): void {
    const ofAddress = this.#byAddress.get(address) ?? 0;
    if (ofAddress <= 1) this.#byAddress.delete(address);
    else this.#byAddress.set(address, ofAddress - 1);
    this.#total--;
  }
}
