import { caseEnding } from './case'

const longest = 60
/** Names that Windows keeps for devices, whatever ending follows. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/**
 * A text as a name of a file or folder on every system: ASCII letters in lower case, digits and
 * single dashes, at most 60 of them.
 *
 * @param otherwise where nothing of the text is left
 */
export function fileSlug(text: string, otherwise: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '')
  if (plain === '') return otherwise
  return devices.test(plain) ? `${otherwise}-${plain}` : plain
}

/** File names as the systems compare them that tell the fewest apart. */
export const sameFileKey = (fileName: string): string => fileName.toLowerCase()

/** The name itself, or the first one with a number that nobody has: `x.case.json`, `x-2.case.json`. */
export function freeName(fileName: string, taken: ReadonlySet<string>): string {
  const base = fileName.slice(0, -caseEnding.length)
  let next = fileName
  for (let number = 2; taken.has(sameFileKey(next)); number += 1) {
    next = `${base}-${number}${caseEnding}`
  }
  return next
}

/**
 * A file name for a case that no other file has.
 *
 * @param taken names that are in use, as `sameFileKey` gives them
 */
export const caseFileName = (name: string, taken: ReadonlySet<string>): string =>
  freeName(fileSlug(name, 'case') + caseEnding, taken)
