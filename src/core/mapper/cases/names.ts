import { caseEnding } from './case'

const longest = 60
/** Names that Windows reserves for devices, with any extension. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/**
 * Turns a text into a file or folder name that works on every system: ASCII letters in lower case,
 * digits and single dashes, at most 60 characters.
 *
 * @param otherwise the name to use if nothing of the text remains
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

/** A key that is equal for names that some file system treats as the same. */
export const sameFileKey = (fileName: string): string => fileName.toLowerCase()

/** The name itself, or with the first free number: `x.case.json`, `x-2.case.json`. */
export function freeName(fileName: string, taken: ReadonlySet<string>): string {
  const base = fileName.slice(0, -caseEnding.length)
  let next = fileName
  for (let number = 2; taken.has(sameFileKey(next)); number += 1) {
    next = `${base}-${number}${caseEnding}`
  }
  return next
}

/**
 * A free file name for a case.
 *
 * @param taken names in use, as returned by `sameFileKey`
 */
export const caseFileName = (name: string, taken: ReadonlySet<string>): string =>
  freeName(fileSlug(name, 'case') + caseEnding, taken)
