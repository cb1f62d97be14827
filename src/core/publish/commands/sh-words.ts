import { tidy, type Pieces } from './pieces'

/**
 * The longest text between quotes. A terminal without line editing cuts a pasted line (at 1,024
 * characters on macOS), and the shell would run the rest as commands.
 */
const longestRun = 240

/** Tokens in single quotes, where nothing is special, broken over lines where they are many. */
function quoted(tokens: Iterable<string>): string {
  let result = "'"
  let run = 0
  for (const token of tokens) {
    if (run + token.length > longestRun) {
      result += "'\\\n'"
      run = 0
    }
    result += token
    run = token.endsWith('\n') ? 0 : run + token.length
  }
  return `${result}'`
}

const literal = (character: string) => (character === "'" ? String.raw`'\''` : character)

/** A character for `printf %b`. */
function escaped(character: string): string {
  if (/^[ -~]$/.test(character) && !/['!\\]/.test(character)) return character
  const bytes = encodeURIComponent(character.replace(/[\ud800-\udfff]/gu, '\ufffd'))
  const octal = (byte: number) => `\\0${byte.toString(8).padStart(3, '0')}`
  if (!bytes.startsWith('%')) return octal(character.charCodeAt(0))
  return bytes
    .split('%')
    .slice(1)
    .map((byte) => octal(Number.parseInt(byte, 16)))
    .join('')
}

/** Any text as one word of a POSIX shell, in printable ASCII; only NUL is not possible. */
export function quoteWord(text: string): string {
  if (/^[ -~]*$/.test(text) && !text.includes('!')) return quoted(Array.from(text, literal))
  // Command substitution drops trailing line breaks.
  const [, start = '', breaks = ''] = /^(.*?)(\n*)$/s.exec(text) ?? []
  const rest = breaks === '' ? '' : `'${breaks}'`
  return start === '' ? rest : `"$(printf %b ${quoted(Array.from(start, escaped))})"${rest}`
}

/** Pieces as one word; line breaks inside a text are kept. */
export function joinPieces(pieces: Pieces): string {
  const words = tidy(pieces).map((piece) => {
    if (typeof piece !== 'string') {
      return piece.kind === 'secret' ? `"$json_${piece.variable}"` : `"$${piece.variable}"`
    }
    return /^[\n -~]*$/.test(piece) ? quoted(Array.from(piece, literal)) : quoteWord(piece)
  })
  return words.join('') || "''"
}
