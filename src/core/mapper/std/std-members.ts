import { stdFormats, stdInternals, stdOthers } from './std-formats'
import { stdLists } from './std-lists'
import { stdMember, type StdMember } from './std-member'
import { stdNumbers } from './std-numbers'
import { stdObjects } from './std-objects'
import { stdTexts } from './std-texts'

export type { StdMember } from './std-member'

/**
 * Every member of `std` in go-jsonnet v0.21.0, by name, with its parameter names. A test compares them
 * with the engine's members and parameters.
 */
export const stdMembers: readonly StdMember[] = [
  stdTexts,
  stdLists,
  stdObjects,
  stdNumbers,
  stdFormats,
  stdOthers,
  stdInternals,
]
  .flatMap((table) => Object.entries(table).map(stdMember))
  .sort((left, right) => (left.name < right.name ? -1 : 1))

const byName: ReadonlyMap<string, StdMember> = new Map(
  stdMembers.map((member) => [member.name, member]),
)

/** The member of this name, if `std` has it. */
export function findStdMember(name: string): StdMember | undefined {
  return byName.get(name)
}
