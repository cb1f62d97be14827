import { t } from '../language/translate'

/**
 * JSON reader with positions and specific mistakes, for pasted claims and the claims editor. `jsonc-parser` 3.3.1
 * cannot name single or curly quotes or missing ones, and overflows the stack on deep input.
 */
const maximumDepth = 100

/** End of a JSON value, or its error and position; offsets in UTF-16 units. */
export type JsonScan =
  | { readonly ok: true; readonly end: number }
  | { readonly ok: false; readonly offset: number; readonly message: string }

/** Ends the scan; caught in `scanJson`. */
class Stop extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literal = /true|false|null/y
const space = /[ \t\n\r]*/y
const plain = /[ !#-[\]-\uFFFF]*/y
const escape = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y

/** Errors for a missing name or value. */
const missing = {
  name: {
    atEnd: t('the text ends here, but a name in double quotes is missing'),
    here: t('a name in double quotes is missing here'),
  },
  value: {
    atEnd: t('the text ends here, but a value is missing'),
    here: t('a value is missing here'),
  },
} as const

class Scanner {
  readonly #text: string
  readonly #mostNested: number
  #at: number

  constructor(text: string, start: number, mostNested: number) {
    this.#text = text
    this.#at = start
    this.#mostNested = mostNested
  }

  value(depth: number): number {
    this.#skip(space)
    const first = this.#peek()
    if (first === '{') this.#list('}', depth, () => this.#member(depth))
    else if (first === '[') this.#list(']', depth, () => this.value(depth + 1))
    else if (first === '"') this.#string()
    else if (this.#skip(literal) === 0) this.#number()
    return this.#at
  }

  #member(depth: number): void {
    this.#skip(space)
    if (this.#peek() !== '"') {
      if (/[\w$]/.test(this.#peek())) this.#fail(t('this name needs double quotes'))
      this.#unexpected('name')
    }
    this.#string()
    this.#skip(space)
    if (this.#peek() !== ':') this.#fail(t('a colon is missing after the name'))
    this.#at += 1
    this.value(depth + 1)
  }

  #list(close: string, depth: number, item: () => void): void {
    if (depth >= this.#mostNested) {
      this.#fail(t('it is nested deeper than {levels} levels', { levels: this.#mostNested }))
    }
    this.#at += 1
    this.#skip(space)
    if (this.#peek() === close) {
      this.#at += 1
      return
    }
    for (;;) {
      item()
      this.#skip(space)
      const next = this.#peek()
      if (next === close) break
      if (next === '') this.#fail(t('the text ends here, but a “{close}” is missing', { close }))
      if (next !== ',') {
        if (next === '}' || next === ']') {
          this.#fail(t('“{close}” was expected, not “{next}”', { close, next }))
        }
        this.#fail(t('a comma is missing before this'))
      }
      const comma = this.#at
      this.#at += 1
      this.#skip(space)
      if (this.#peek() === close) {
        throw new Stop(t('there is an extra comma before the “{close}”', { close }), comma)
      }
    }
    this.#at += 1
  }

  #string(): void {
    const start = this.#at
    this.#at += 1
    for (;;) {
      this.#skip(plain)
      const next = this.#peek()
      if (next === '"') break
      if (next === '\\') {
        if (this.#skip(escape) === 0) this.#fail(t('this is not a valid escape in JSON'))
      } else if (next === '' || next === '\n' || next === '\r') {
        throw new Stop(t('this text has no closing quotation mark'), start)
      } else this.#fail(t('a control character in a text must be written as an escape'))
    }
    this.#at += 1
  }

  #number(): void {
    const start = this.#at
    if (this.#skip(number) === 0) this.#unexpected('value')
    if (/[\w.]/.test(this.#peek())) {
      throw new Stop(t('this is not a number in JSON'), start)
    }
  }

  #unexpected(wanted: keyof typeof missing): never {
    const next = this.#peek()
    if (next === '') this.#fail(missing[wanted].atEnd)
    if (/['“”„‘’`]/.test(next)) this.#fail(t('JSON uses straight double quotes only'))
    if (next === '/' || next === '#') this.#fail(t('JSON has no comments'))
    if (next === ',' || next === '}' || next === ']') this.#fail(missing[wanted].here)
    if (/[-+.\d]/.test(next)) this.#fail(t('this is not a number in JSON'))
    this.#fail(t('this is not a value in JSON: text needs double quotes'))
  }

  #peek(): string {
    return this.#text.charAt(this.#at)
  }

  #skip(pattern: RegExp): number {
    pattern.lastIndex = this.#at
    const { length } = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += length
    return length
  }

  #fail(message: string): never {
    throw new Stop(message, this.#at)
  }
}

/**
 * Reads the JSON value that begins at `start` and ignores what follows. Values nested deeper than `mostNested` are
 * refused, since they would overflow callers' stacks.
 */
export function scanJson(text: string, start: number, mostNested = maximumDepth): JsonScan {
  try {
    return { ok: true, end: new Scanner(text, start, mostNested).value(0) }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, offset: error.offset, message: error.message }
    throw error
  }
}

/** Line and column from 1, columns in UTF-16 units. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}
