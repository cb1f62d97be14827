import type { SeenDomain } from './domains/seen'

/** A value of a text in words, and the line that it stands in; both are without any secret. */
export interface ReadLine {
  readonly name: string
  readonly words: string
  readonly where: string
  /** What to know of it, or why it was not used; empty without. */
  readonly note: string
}

/** What was read of a text that was pasted, for a person to compare. Values are plain. */
export interface PastedRead {
  readonly used: readonly ReadLine[]
  readonly unused: readonly ReadLine[]
  /** Every domain in it, used or not. */
  readonly domains: readonly SeenDomain[]
  /** Name of the company, where the text says it. */
  readonly organization?: string
}
