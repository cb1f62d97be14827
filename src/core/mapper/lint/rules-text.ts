import { t } from '../../language/translate'
import { mapperGivens } from '../given'
import type { LintFinding, LintedMapper, Rule, TextEdit } from './rule'
import { plainString, tokenAt, type Token } from './tokens'

/** Texts that look like a secret in any place, and the words of a finding. */
const secrets: readonly (readonly [string, RegExp])[] = [
  [
    t('This looks like a private key: a mapper is public by its address'),
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
  ],
  [
    t('This looks like a token: a mapper is public by its address'),
    /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
  ],
  [
    t('This looks like an Ory API key: a mapper is public by its address'),
    /\bory_(?:pat|wak|apikey|st|at|rt)_\w{8,}/g,
  ],
  [
    t('This looks like a GitHub token: a mapper is public by its address'),
    /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,})/g,
  ],
  [
    t('This looks like a Slack token: a mapper is public by its address'),
    /\bxox[abprs]-[\w-]{10,}/g,
  ],
  [t('This looks like a Google API key: a mapper is public by its address'), /\bAIza[\w-]{35}\b/g],
  [
    t('This looks like a Google client secret: a mapper is public by its address'),
    /\bGOCSPX-[\w-]{20,}/g,
  ],
  [
    t('This looks like an AWS access key: a mapper is public by its address'),
    /\bAKIA[0-9A-Z]{16}\b/g,
  ],
  [t('This looks like a Stripe key: a mapper is public by its address'), /\b[sr]k_live_\w{16,}/g],
]

const secretName =
  /^(?:.*_)?(?:client_?secret|secret|password|passwd|api_?key|private_?key|token)$/i

/** A secret in a mapper: anybody who knows the mapper's address can read it. */
export const secret: Rule = ({ text, tokens }) => {
  const found = secrets.flatMap(([message, pattern]) =>
    [...text.matchAll(pattern)].map((match) =>
      secretAt(message, match.index, match.index + match[0].length),
    ),
  )
  // `client_secret: 'abc…'`, `local token = 'abc…'`
  const named = tokens.flatMap((token, at) => {
    const name = plainString(token) ?? token.text
    const isNamed = (token.kind === 'name' || token.kind === 'string') && secretName.test(name)
    const value = tokens[at + 2]
    const isSet = /^(?:=|\+?:+)$/.test(tokens[at + 1]?.text ?? '')
    const long = (plainString(value) ?? '').length >= 8
    if (!isNamed || !isSet || !value || !long) return []
    const message = t('This looks like the value of {name}: a mapper is public by its address', {
      name,
    })
    return [secretAt(message, value.start, value.end)]
  })
  return [...found, ...named].filter(
    (finding, at, all) =>
      !all.some((other, i) => i < at && other.start < finding.end && finding.start < other.end),
  )
}

const secretAt = (message: string, start: number, end: number): LintFinding => ({
  rule: 'secret',
  severity: 'error',
  message,
  start,
  end,
})

/** Ory refuses every import. */
export const imports: Rule = ({ tokens }) =>
  tokens
    .filter(({ kind, text }) => kind === 'keyword' && text.startsWith('import'))
    .map(({ start, end, text }) => ({
      rule: 'import',
      severity: 'error',
      message: t('Ory refuses {keyword}: everything must be in this one text', { keyword: text }),
      start,
      end,
    }))

/** `std.extVar` of a name that Ory does not provide. */
export const unknownVariable: Rule = ({ tokens, given }) =>
  tokens.flatMap((token, at): LintFinding[] => {
    const name = plainString(tokens[at + 4])
    if (!isStdCall(tokens, at, 'extVar') || name === undefined) return []
    // Another rule reports the one that other mappers are given.
    if (name === 'identity' || mapperGivens.some((each) => each === name)) return []
    const message = t('Ory gives {given} and identity, not “{name}”', { given, name })
    const { end } = tokenAt(tokens, at + 4)
    return [{ rule: 'unknown-variable', severity: 'error', message, start: token.start, end }]
  })

/** Any call of `std.native`. */
export const nativeFunction: Rule = ({ tokens }) =>
  tokens.flatMap((token, at): LintFinding[] => {
    if (!isStdCall(tokens, at, 'native')) return []
    const message = t('Ory has no native functions')
    const { end } = tokenAt(tokens, at + 2)
    return [{ rule: 'native-function', severity: 'error', message, start: token.start, end }]
  })

const isStdCall = (tokens: readonly Token[], at: number, name: string) =>
  tokens[at]?.text === 'std' &&
  tokens[at + 1]?.text === '.' &&
  tokens[at + 2]?.text === name &&
  tokens[at + 3]?.text === '('

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' }

/** A bracket that is not closed, perhaps because the closing one is in a comment. */
export const unbalancedBrackets: Rule = (mapper) => {
  const open: Token[] = []
  for (const token of mapper.tokens) {
    if (token.kind !== 'sign') continue
    if (closing[token.text] !== undefined) open.push(token)
    else if (/^[}\])]$/.test(token.text)) {
      const last = open.pop()
      if (!last || closing[last.text] !== token.text) return [strayBracket(token, last)]
    }
  }
  const innermost = open.at(-1)
  // An unclosed string hides brackets; it has to be closed first.
  if (!innermost || mapper.tokens.some(isUnclosedText)) return []
  const missing = open.map(({ text }) => closing[text]).toReversed()
  const swallowed = swallowedEdits(mapper, missing.length)
  const { start, end } = innermost
  return [
    {
      rule: 'unbalanced-brackets',
      severity: 'error',
      message: swallowed
        ? t('“{bracket}” is not closed: the closing bracket is in a comment', {
            bracket: innermost.text,
          })
        : t('“{bracket}” is not closed', { bracket: innermost.text }),
      start,
      end,
      fix: swallowed
        ? { title: t('Move the bracket out of the comment'), edits: swallowed }
        : { title: t('Close it at the end'), edits: [atEnd(mapper.text, missing.join('\n'))] },
    },
  ]
}

function isUnclosedText({ kind, text }: Token): boolean {
  if (kind !== 'string') return false
  const quote = text.startsWith('|||') ? '|||' : text.replace('@', '').charAt(0)
  return text.length < 2 * quote.length || !text.endsWith(quote)
}

function strayBracket({ start, end, text }: Token, opened: Token | undefined): LintFinding {
  const message = opened
    ? t('“{bracket}” does not close “{opened}”', { bracket: text, opened: opened.text })
    : t('“{bracket}” has no opening bracket', { bracket: text })
  return { rule: 'unbalanced-brackets', severity: 'error', message, start, end }
}

/** Adds line breaks before closing brackets at the end of `//` comments, if that balances the text. */
function swallowedEdits({ text, comments }: LintedMapper, missing: number): TextEdit[] | undefined {
  const edits: TextEdit[] = []
  let brackets = 0
  for (const comment of comments) {
    if (comment.text.startsWith('/*')) continue
    const tail = /\s*([}\])][}\]),;\s]*)$/.exec(comment.text)
    // A comment that also contains the opening bracket is disabled code.
    const opened = (comment.text.match(/[{[(]/g) ?? []).length
    const closed = (comment.text.match(/[}\])]/g) ?? []).length
    if (!tail?.[1] || opened >= closed) continue
    // Brackets that the comment both opens and closes stay in it.
    const moved = [...tail[1].matchAll(/[}\])]/g)].slice(opened - closed)
    const tailStart = comment.end - tail[1].length
    const at = tailStart + (moved[0]?.index ?? 0)
    const before = text.slice(0, at).trimEnd().length
    const indent = /[ \t]*$/.exec(text.slice(0, comment.start))?.[0] ?? ''
    brackets += moved.length
    edits.push({ start: Math.max(before, comment.start), end: at, text: `\n${indent}` })
  }
  return brackets === missing ? edits : undefined
}

function atEnd(text: string, brackets: string): TextEdit {
  const at = text.trimEnd().length
  return { start: at, end: at, text: `\n${brackets}` }
}
