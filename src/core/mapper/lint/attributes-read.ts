import { findScimReads } from './scim'
import { plainString, tokenize, type Token } from './tokens'
import { enterpriseUser, isUserAttribute, userAttributes } from '../scim/attributes'

/** Filled by Ory or by the protocol: nobody maps them. */
const unmapped: ReadonlySet<string> = new Set(['schemas', 'id', 'meta'])

/**
 * The attributes of a user that the text of a mapper names, in their order: read as `scim.NAME`, tested, or given to a
 * function, as `text(scim, 'NAME')` is. What a mapper puts together itself is not found.
 */
export function attributesRead(text: string): string[] {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'comment')
  const { reads } = findScimReads(tokens)
  const read = reads.map(({ steps }) => steps[0]?.name)
  const named = tokens.map((_token, at) => namedAt(tokens, at))
  const found = new Set([...read, ...named])
  return Object.keys(userAttributes).filter((name) => found.has(name) && !unmapped.has(name))
}

/** An attribute as a text of its own, other than a trait's name. */
function namedAt(tokens: readonly Token[], at: number): string | undefined {
  const name = plainString(tokens[at])
  if (name === undefined || !isUserAttribute(name)) return undefined
  const [before, after] = [tokens[at - 1]?.text ?? '', tokens[at + 1]?.text ?? '']
  const isArgument = /^[(,]$/.test(before) && /^[),]$/.test(after)
  return isArgument || after === 'in' || name === enterpriseUser ? name : undefined
}
