/** What was asked for cannot be had; the message is for the user as it is. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}
