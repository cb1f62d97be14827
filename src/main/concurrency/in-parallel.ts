/** Runs work for each item, a few at a time; starts no more once `signal` is aborted. */
export async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  signal?: AbortSignal,
  mostAtOnce = 4,
): Promise<void> {
  let next = 0
  async function take(): Promise<void> {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      if (signal?.aborted) return
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, items.length) }, take))
}
