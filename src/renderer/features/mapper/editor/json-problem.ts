/** The first place at which a text is no JSON. */
export interface JsonProblem {
  /** In UTF-16 units. */
  readonly from: number
  readonly to: number
  /** What is wrong there, with line and column from 1. */
  readonly message: string
}

const mostNested = 500

interface Stop {
  readonly at: number
  readonly words: string
  readonly length: number
}

const stopAt = (at: number, words: string, length = 1): Stop => ({ at, words, length })

/**
 * What is wrong with a text that shall be a JSON object.
 *
 * @returns nothing for a JSON object, and for a text of white space alone
 */
export function jsonProblem(text: string): JsonProblem | undefined {
  if (text.trim() === '') return undefined
  const stop = new Reader(text).readAll()
  if (!stop) return undefined
  const before = text.slice(0, stop.at)
  const line = before.split('\n').length
  const column = stop.at - before.lastIndexOf('\n')
  return {
    from: stop.at,
    to: Math.min(text.length, stop.at + stop.length),
    message: `${stop.words} (line ${line}, column ${column})`,
  }
}

/** Reads JSON for its first mistake only; RFC 8259. */
class Reader {
  private at = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }

  readAll(): Stop | undefined {
    this.space()
    const start = this.at
    const isObject = this.text[start] === '{'
    const stop = this.value(0)
    if (stop) return stop
    const end = this.at
    this.space()
    if (this.at < this.text.length) {
      return stopAt(this.at, 'The JSON has ended before this', this.text.length - this.at)
    }
    return isObject ? undefined : stopAt(start, 'Claims are an object: { … }', end - start)
  }

  private value(depth: number): Stop | undefined {
    if (depth > mostNested) return stopAt(this.at, 'Nested too deeply')
    const character = this.text[this.at]
    if (character === undefined) return this.ended('a value')
    if (character === '{') return this.members(depth)
    if (character === '[') return this.items(depth)
    if (character === '"') return this.string()
    const word = /[A-Za-z_][\w-]*|[-+.\d][-+.\w]*/y
    word.lastIndex = this.at
    const found = word.exec(this.text)?.[0]
    if (found === undefined) return stopAt(this.at, this.unexpected(character, 'a value'))
    const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(found)
    if (!isNumber && !/^(?:true|false|null)$/.test(found)) {
      const words = /^[-+.\d]/.test(found)
        ? 'JSON does not know this way to write a number'
        : 'A text stands between double quotes; without them only true, false and null'
      return stopAt(this.at, words, found.length)
    }
    this.at += found.length
    return undefined
  }

  private members(depth: number): Stop | undefined {
    this.at++
    this.space()
    if (this.eat('}')) return undefined
    for (;;) {
      if (this.text[this.at] !== '"') return this.wrong('a name in double quotes')
      const name = this.string()
      if (name) return name
      this.space()
      if (!this.eat(':')) return this.wrong('a colon')
      this.space()
      const value = this.value(depth + 1)
      if (value) return value
      const more = this.next('}', 'a comma or }')
      if (more !== true) return more || undefined
    }
  }

  private items(depth: number): Stop | undefined {
    this.at++
    this.space()
    if (this.eat(']')) return undefined
    for (;;) {
      const value = this.value(depth + 1)
      if (value) return value
      const more = this.next(']', 'a comma or ]')
      if (more !== true) return more || undefined
    }
  }

  /** After a value: `true` for one more, `false` for the end. */
  private next(close: string, wanted: string): Stop | boolean {
    this.space()
    if (this.eat(close)) return false
    const comma = this.at
    if (!this.eat(',')) return this.wrong(wanted)
    this.space()
    return this.text[this.at] === close ? stopAt(comma, `No comma may stand before ${close}`) : true
  }

  private string(): Stop | undefined {
    const start = this.at++
    for (;;) {
      const character = this.text[this.at]
      if (character === undefined || character === '\n') {
        return stopAt(start, 'This text has no closing quote', this.at - start)
      }
      if (character < ' ') return stopAt(this.at, 'This character must be written as an escape')
      this.at++
      if (character === '"') return undefined
      if (character !== '\\') continue
      const escape = /["\\/bfnrt]|u[\dA-Fa-f]{4}/y
      escape.lastIndex = this.at
      const found = escape.exec(this.text)?.[0]
      if (found === undefined) return stopAt(this.at - 1, 'JSON does not know this escape', 2)
      this.at += found.length
    }
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? '')) this.at++
  }

  private eat(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  private wrong(wanted: string): Stop {
    const character = this.text[this.at]
    if (character === undefined) return this.ended(wanted)
    return stopAt(this.at, this.unexpected(character, wanted))
  }

  private unexpected(character: string, wanted: string): string {
    if (character === "'") return 'JSON has double quotes only'
    if (character === '/' || character === '#') return 'JSON has no comments'
    return `Here ${wanted} is missing`
  }

  private ended(wanted: string): Stop {
    return stopAt(this.at, `The JSON ends too early: ${wanted} is missing`)
  }
}
