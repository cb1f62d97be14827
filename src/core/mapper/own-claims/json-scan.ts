const maximumDepth = 100

/** Where a JSON value ends, or what is wrong with it and where; offsets are in UTF-16 units. */
export type JsonScan =
  | { readonly ok: true; readonly end: number }
  | { readonly ok: false; readonly offset: number; readonly message: string }

/** Leaves the scanner; caught below and never seen outside. */
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
/** All but quotation mark, backslash and control characters. */
const plain = /[ !#-[\]-\uFFFF]*/y
const escape = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y

/** Reads JSON strictly, and knows what people get wrong; engines’ own messages have no place. */
class Scanner {
  readonly #text: string
  #at: number

  constructor(text: string, start: number) {
    this.#text = text
    this.#at = start
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
      if (/[\w$]/.test(this.#peek())) this.#fail('this name needs double quotes')
      this.#unexpected()
    }
    this.#string()
    this.#skip(space)
    if (this.#peek() !== ':') this.#fail('a colon is missing after the name')
    this.#at += 1
    this.value(depth + 1)
  }

  #list(close: string, depth: number, item: () => void): void {
    if (depth >= maximumDepth) this.#fail(`it is nested deeper than ${maximumDepth} levels`)
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
      if (next === '') this.#fail(`the text ends here, but a “${close}” is missing`)
      if (next !== ',') {
        if (next === '}' || next === ']') this.#fail(`“${close}” was expected, not “${next}”`)
        this.#fail('a comma is missing before this')
      }
      const comma = this.#at
      this.#at += 1
      this.#skip(space)
      if (this.#peek() === close) {
        throw new Stop(`there is a comma too many before the “${close}”`, comma)
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
        if (this.#skip(escape) === 0) this.#fail('this backslash begins no escape that JSON knows')
      } else if (next === '' || next === '\n' || next === '\r') {
        throw new Stop('this text has no closing quotation mark', start)
      } else this.#fail('a control character stands inside a text')
    }
    this.#at += 1
  }

  #number(): void {
    if (this.#skip(number) === 0) this.#unexpected()
    if (/[\w.]/.test(this.#peek())) this.#fail('this is no number in JSON')
  }

  #unexpected(): never {
    const next = this.#peek()
    if (next === '') this.#fail('the text ends here, but a value is missing')
    if (/['“”„‘’`]/.test(next)) this.#fail('JSON takes straight double quotes only')
    if (next === '/' || next === '#') this.#fail('JSON has no comments')
    if (next === ',' || next === '}' || next === ']') this.#fail('a value is missing here')
    this.#fail('this is no value in JSON')
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

/** Reads the JSON value that begins at `start`, without looking at what follows it. */
export function scanJson(text: string, start: number): JsonScan {
  try {
    return { ok: true, end: new Scanner(text, start).value(0) }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, offset: error.offset, message: error.message }
    throw error
  }
}

/** Line and column of an offset, from 1, columns in UTF-16 units as editors count them. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}
