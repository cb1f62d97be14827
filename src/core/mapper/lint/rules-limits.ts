import { utf8ToBytes } from '@noble/hashes/utils.js'
import { t } from '../../language/translate'
import { mapperLimits } from '../kratos/limits'
import { storedAddress } from '../kratos/mapper-address'
import { requestBytes } from '../kratos/request-size'
import { noIdentity, mapperVariables } from '../kratos/variables'
import { endOfPart } from './objects'
import type { LintFinding, LintFix, LintedMapper, Rule } from './rule'
import { plainString, tokenAt, type Token } from './tokens'

/** A mapper whose text alone fills the request to Kratos' worker, counted as Kratos does. */
export const tooLarge: Rule = ({ text, given }) => {
  const bytes = requestBytes({
    text,
    fileName: storedAddress,
    variables: mapperVariables('{}', noIdentity, given),
  })
  if (bytes <= mapperLimits.requestBytes) return []
  const message =
    given === 'scim'
      ? t(
          'The mapper alone makes a request of {bytes} bytes; with its user it must stay below 65,536',
          { bytes },
        )
      : t(
          'The mapper alone makes a request of {bytes} bytes; with its claims it must stay below 65,536',
          { bytes },
        )
  return [
    { rule: 'too-large', severity: 'error', message, start: 0, end: Math.min(text.length, 1) },
  ]
}

const isStdCall = (tokens: readonly Token[], at: number, name: string) =>
  tokens[at]?.text === 'std' &&
  tokens[at - 1]?.text !== '.' &&
  tokens[at + 1]?.text === '.' &&
  tokens[at + 2]?.text === name &&
  tokens[at + 3]?.text === '('

/** `std.trace` fills a buffer of Kratos' worker that is never emptied. */
export const traced: Rule = (mapper) =>
  mapper.tokens.flatMap((token, at): LintFinding[] => {
    if (!isStdCall(mapper.tokens, at, 'trace')) return []
    const message = t(
      'Do not use std.trace in production: traces accumulate in Ory’s worker until its sign-ins fail',
    )
    const { end } = tokenAt(mapper.tokens, at + 2)
    const fix = withoutTrace(mapper, at)
    const found = { rule: 'trace', severity: 'warning', message, start: token.start, end } as const
    return [fix ? { ...found, fix } : found]
  })

/** `std.trace(TEXT, REST)` becomes `(REST)`. */
function withoutTrace({ tokens }: LintedMapper, at: number): LintFix | undefined {
  const comma = endOfPart(tokens, at + 4, [','])
  const rest = tokens[comma + 1]
  const close = tokens[endOfPart(tokens, comma + 1, [','])]
  const isNamed = [tokens[at + 5], tokens[comma + 2]].some((sign) => sign?.text === '=')
  if (tokens[comma]?.text !== ',' || !rest || close?.text !== ')' || isNamed) return undefined
  const edit = { start: tokenAt(tokens, at).start, end: rest.start, text: '(' }
  return { title: t('Remove the trace'), edits: [edit] }
}

/** From this size on, an output is near Kratos' limit: three quarters of it. */
const nearLimit = Math.floor((mapperLimits.outputBytes * 3) / 4)

/** A text that `std.repeat` makes nearly as large as an output may be, or larger. */
export const largeOutput: Rule = ({ tokens }) =>
  tokens.flatMap((token, at): LintFinding[] => {
    if (!isStdCall(tokens, at, 'repeat')) return []
    const [what, comma, count, close] = tokens.slice(at + 4, at + 8)
    const repeated = plainString(what)
    const times = count?.kind === 'number' ? Number(count.text) : Number.NaN
    if (repeated === undefined || comma?.text !== ',' || close?.text !== ')') return []
    const bytes = utf8ToBytes(repeated).length * times
    if (!(bytes >= nearLimit)) return []
    const message = t(
      'This text of {bytes} bytes makes the output too large: one that is too large breaks a worker at ' +
        'Ory, and other people’s sign-ins in the project fail',
      { bytes },
    )
    const { start } = token
    return [{ rule: 'large-output', severity: 'error', message, start, end: close.end }]
  })

/**
 * The finding for an output of this size.
 *
 * @param bytes size of its UTF-8 text
 * @returns `undefined` if it is far below the limit
 */
export function outputFinding(bytes: number): LintFinding | undefined {
  if (bytes < nearLimit) return undefined
  const limit = mapperLimits.outputBytes
  const message = t(
    'The output has {bytes} bytes, and at most {limit} pass: one that is too large breaks a worker at ' +
      'Ory, and other people’s sign-ins in the project fail',
    { bytes, limit },
  )
  return { rule: 'large-output', severity: 'error', message, start: 0, end: 0 }
}
