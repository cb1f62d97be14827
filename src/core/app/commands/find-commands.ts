import { byRecency, fuzzyFind, type FuzzyMatch } from '../../search/fuzzy'
import type { Command } from './app-commands'
import { groupNames } from './app-command'

/**
 * Matching commands, best first. For empty input, those in `recent` (latest first), then the others in list order.
 */
export function findCommands(
  list: readonly Command[],
  typed: string,
  recent: readonly string[],
): FuzzyMatch<Command>[] {
  const inOrder = byRecency(list, ({ name }) => name, recent)
  return fuzzyFind(typed, inOrder, ({ label, group }) => [label, `${groupNames[group]} ${label}`])
}
