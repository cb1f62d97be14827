import type { Token } from '../lint/tokens'

/** Reads tokens one after another; past the end there are none. */
export interface TokenReader {
  readonly peek: (ahead?: number) => Token | undefined
  readonly next: () => Token | undefined
  /** Skips these tokens if they come next. */
  readonly take: (...texts: readonly string[]) => boolean
  /** The tokens before this one, outside of brackets; moves to it, not past it. */
  readonly until: (end: string) => readonly Token[]
}

/** The tokens must not include comments. */
export function tokenReader(tokens: readonly Token[]): TokenReader {
  let at = 0
  const peek = (ahead = 0) => tokens[at + ahead]
  return {
    peek,
    next: () => tokens[at++],
    take: (...texts) => {
      const comes = texts.every((text, i) => peek(i)?.text === text)
      if (comes) at += texts.length
      return comes
    },
    until: (end) => {
      const start = at
      for (let depth = 0; at < tokens.length; at++) {
        const text = tokens[at]?.text ?? ''
        if (depth === 0 && text === end) break
        if (/^[{[(]$/.test(text)) depth++
        else if (/^[}\])]$/.test(text) && --depth < 0) break
      }
      return tokens.slice(start, at)
    },
  }
}
