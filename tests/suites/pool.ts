/** Does tasks some at a time, in order; resolves when all are done. */
export async function inPool<T>(tasks: readonly T[], atOnce: number, act: (task: T) => Promise<void>): Promise<void> {
  const rest = tasks[Symbol.iterator]();
  const worker = async () => {
    for (const task of rest) await act(task);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
