/** One direction between two hosts, and what is wrong with it. A test sets the fields at any time. */
export class Link {
  /** Bounds of the time that something takes to arrive. */
  delayMsMin = 0.05;
  delayMsMax = 0.5;
  /** Bytes that arrive at once, at most; 1 delivers byte by byte. */
  chunkBytesMax = 65_536;
  #clogged = false;
  readonly #onUnclogged: (() => void)[] = [];

  /** A clogged link delivers nothing and loses nothing. */
  get clogged(): boolean {
    return this.#clogged;
  }

  set clogged(clogged: boolean) {
    this.#clogged = clogged;
    if (clogged) return;
    for (const callback of this.#onUnclogged.splice(0)) callback();
  }

  whenUnclogged(callback: () => void): void {
    this.#onUnclogged.push(callback);
  }
}
