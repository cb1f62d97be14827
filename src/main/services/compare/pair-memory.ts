import { firstMemory, turned, type PairMemory } from '../../../core/compare/memory'
import { success, type Result } from '../../../core/errors/result'
import { createQueues } from '../../concurrency/in-turn'
import type { AppFiles } from '../../files/app-files'
import { pairFileName, sideName } from '../../files/pair-names'

/** Both sides of a comparison by name: a project's id, or what a file says of itself. */
export interface PairOfNames {
  readonly left: string
  readonly right: string
}

/** What a person said about pairs of projects, on disk; whichever of the two is on the left. */
export interface PairMemories {
  read(pair: PairOfNames): Promise<Result<PairMemory>>
  change(pair: PairOfNames, next: (memory: PairMemory) => PairMemory): Promise<Result<void>>
}

/** @param tellNoted tells the other windows that something was said */
export function createPairMemories(
  files: Pick<AppFiles, 'comparisons'>,
  tellNoted: () => void,
): PairMemories {
  const queues = createQueues()
  const isTurned = ({ left, right }: PairOfNames) => sideName(left) > sideName(right)
  const fileOf = ({ left, right }: PairOfNames) => files.comparisons(pairFileName(left, right))

  async function read(pair: PairOfNames): Promise<Result<PairMemory>> {
    const stored = await fileOf(pair).read()
    if (!stored.ok) return stored
    if (!stored.value) return success(firstMemory(pair.left === pair.right))
    return success(isTurned(pair) ? turned(stored.value) : stored.value)
  }

  return {
    read,
    change: (pair, next) =>
      queues.run([pair.left, pair.right].toSorted().join(' '), async () => {
        const before = await read(pair)
        if (!before.ok) return before
        const after = next(before.value)
        const written = await fileOf(pair).write(isTurned(pair) ? turned(after) : after)
        if (written.ok) tellNoted()
        return written
      }),
  }
}
