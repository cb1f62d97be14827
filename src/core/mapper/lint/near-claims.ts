import { claimNames, type ClaimName } from '../kratos/claim-fields'

/** Names of directories that lie close to a standard claim and are sent under them all the same. */
const namesOfDirectories: ReadonlySet<string> = new Set(['mail', 'emails'])

/** Slips in words of this length that are still the same word to a reader; none in shorter ones. */
function slipsAllowed(length: number): number {
  if (length < 4) return 0
  return length < 9 ? 1 : 2
}

/**
 * How many slips of the hand lie between two words: a letter too many, missing, another one, or two
 * neighbours in the wrong order (Damerau and Levenshtein, each letter touched once). Words are short
 * here, so the whole table is filled.
 */
export function slipsBetween(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0
  for (let row = 1; row <= left.length; row += 1) {
    const cells = [row]
    rows.push(cells)
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1]
      const isSwapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      const swapped = isSwapped ? at(row - 2, column - 2) + 1 : Infinity
      const other = at(row - 1, column - 1) + (isSame ? 0 : 1)
      cells.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, other, swapped))
    }
  }
  return at(left.length, right.length)
}

const letters = (name: string) => name.replaceAll(/[_-]/g, '')
const standardNames = claimNames.map((standard) => ({ standard, plain: letters(standard) }))
const sorted = (name: string) => Array.from(name).toSorted().join('')

/**
 * Whether one word was likely meant to be the other. In a word of four letters only two neighbours in
 * the wrong order count: `fname` is not `name`. A plural is a word of its own.
 */
function isSlip(name: string, meant: string): boolean {
  const allowed = slipsAllowed(meant.length)
  // Each letter more or less is a slip: most words need no table.
  if (Math.abs(name.length - meant.length) > allowed) return false
  if (name === `${meant}s` || (meant.length === 4 && sorted(name) !== sorted(meant))) return false
  return slipsBetween(name, meant) <= allowed
}

/**
 * The name that another was probably meant to be, the one with the fewest slips; `undefined` where it is
 * near to none.
 */
export function nearestName<Name extends string>(
  name: string,
  names: readonly Name[],
): Name | undefined {
  if (name.length > longestName) return undefined
  const near = names.filter((meant) => meant.length <= longestName && isSlip(name, meant))
  const slips = (meant: string) => slipsBetween(name, meant)
  return near.toSorted((left, right) => slips(left) - slips(right))[0]
}

const longestName = 40

/**
 * The standard claim that a name was probably meant to be, such as `email` for `emial`; `undefined` for
 * a name that is likelier one of the identity provider's own, as `givenName` is in directories.
 *
 * @param name in small letters
 */
export function meantClaim(name: string): ClaimName | undefined {
  if (namesOfDirectories.has(name)) return undefined
  const own = letters(name)
  return nearestName(
    name,
    standardNames.filter(({ plain }) => plain !== own).map(({ standard }) => standard),
  )
}
