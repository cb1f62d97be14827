import { rulesBetween, type ValueSide } from '../../../core/compare/named-values'
import { firstMemory, turned, type PairMemory } from '../../../core/compare/memory'
import { success, type Result } from '../../../core/errors/result'
import { createQueues } from '../../concurrency/in-turn'
import type { AppFiles } from '../../files/app-files'
import { pairFileName, sideName } from '../../files/pair-names'
import type { NamedValuesService } from './named-values'

export interface PairOfSides {
  readonly left: ValueSide
  readonly right: ValueSide
}

/** Decisions about pairs of projects on disk, in either direction. */
export interface PairMemories {
  /** Includes the rules of the named values. */
  read(pair: PairOfSides): Promise<Result<PairMemory>>
  /** Leaves the rules alone: they belong to the named values. */
  change(pair: PairOfSides, next: (memory: PairMemory) => PairMemory): Promise<Result<void>>
}

export function createPairMemories(
  files: Pick<AppFiles, 'comparisons'>,
  values: Pick<NamedValuesService, 'read'>,
  tellNoted: () => void,
): PairMemories {
  const queues = createQueues()
  const isTurned = ({ left, right }: PairOfSides) => sideName(left.name) > sideName(right.name)
  const fileOf = ({ left, right }: PairOfSides) =>
    files.comparisons(pairFileName(left.name, right.name))

  async function readFile(pair: PairOfSides): Promise<Result<PairMemory>> {
    const stored = await fileOf(pair).read()
    if (!stored.ok) return stored
    if (!stored.value) return success(firstMemory(pair.left.name === pair.right.name))
    return success(isTurned(pair) ? turned(stored.value) : stored.value)
  }

  return {
    async read(pair) {
      const known = await values.read()
      if (!known.ok) return known
      const memory = await readFile(pair)
      if (!memory.ok) return memory
      const { left, right } = pair
      return success({
        ...memory.value,
        forward: rulesBetween(known.value, left, right),
        backward: rulesBetween(known.value, right, left),
      })
    },
    change: (pair, next) =>
      queues.run([pair.left.name, pair.right.name].toSorted().join(' '), async () => {
        const before = await readFile(pair)
        if (!before.ok) return before
        // Keep rules in the file from before values had names.
        const { forward, backward } = before.value
        const after = { ...next(before.value), forward, backward }
        const written = await fileOf(pair).write(isTurned(pair) ? turned(after) : after)
        if (written.ok) tellNoted()
        return written
      }),
  }
}
