import { byRecency, fuzzyFind, type FuzzyMatch } from '../../search/fuzzy'
import type { Command } from './app-commands'
import { groupNames } from './app-command'

/**
 * The commands that fit what was typed, the best first. For nothing typed all of them: those used last
 * come first, then the others in the order of the list.
 *
 * @param recent names of commands, the last used first
 */
export function findCommands(
  list: readonly Command[],
  typed: string,
  recent: readonly string[],
): FuzzyMatch<Command>[] {
  const inOrder = byRecency(list, ({ name }) => name, recent)
  return fuzzyFind(typed, inOrder, ({ label, group }) => [label, `${groupNames[group]} ${label}`])
}
