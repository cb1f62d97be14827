import { readOwnClaims, type OwnClaims } from '../../../src/core/mapper/own-claims/own-claims'

/** What the mapper editor reads from a pasted text; throws what it says where it reads none. */
export function read(text: string, now?: number): OwnClaims {
  const result = readOwnClaims(text, now === undefined ? {} : { now })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** The payload of the first choice. */
export const payload = (text: string) => read(text).choices[0]?.payload

/** What is said of a text that cannot be read. */
export function problem(text: string): string {
  const result = readOwnClaims(text)
  return result.ok ? `read as ${result.value.form}` : result.error.message
}
