/** A message holds something that the version it is to be written in cannot carry. */
export class UnsupportedVersionError extends Error {
  override readonly name = 'UnsupportedVersionError';

  /** `what` names the field and, where it matters, its value: `FetchRequest.rackId`. */
  constructor(what: string, version: number) {
    super(`version ${version} cannot carry ${what}`);
  }
}
