import { Outcome, type ReplyTo } from './outcome.ts';

/** The outcome of a command that only reads: it is answered once all that it may have read is committed. */
export function committedRead<Response>(replyTo: ReplyTo<Response>, response: Response): Outcome {
  const outcome = new Outcome();
  outcome.readsCommittedState = true;
  outcome.reply(replyTo, response);
  return outcome;
}
