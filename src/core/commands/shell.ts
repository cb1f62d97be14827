import type { Pieces } from './pieces'

export type ShellName = 'sh' | 'PowerShell'
export const shellNames: readonly ShellName[] = ['sh', 'PowerShell']

export const keyVariable = 'ORY_WORKSPACE_API_KEY'

/** An environment variable that a person has to set, and what for. */
export interface Variable {
  readonly name: string
  readonly about: string
}

export interface CurlRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: Pieces
  readonly body?: Pieces
  /** Variable that keeps the answer; without it the answer is printed. */
  readonly answer?: string
}

/** One call of the Ory CLI; each word is quoted by the shell. */
export interface CliCall {
  readonly words: readonly string[]
  readonly answer?: string
  /** Text of a file that is there for this call alone; its path follows as the last word. */
  readonly file?: Pieces
}

/** What a script needs beside its steps. */
export interface ScriptParts {
  /** Lines of the comment at its top. */
  readonly about: readonly string[]
  readonly variables: readonly Variable[]
  /** Plain environment variables that it sets for the programs it calls. */
  readonly settings: readonly { readonly name: string; readonly value: string }[]
  readonly steps: readonly { readonly title: string; readonly lines: readonly string[] }[]
}

/**
 * How one shell writes what the commands need. Nothing that a person or a server has written is
 * ever read as a command: it stands in single quotes, escaped, or in a comment without line breaks.
 */
export interface Shell {
  readonly name: ShellName
  /** The program that it needs where an answer is read. */
  readonly answerReader?: string
  /** A text as one word that the shell does not look into. */
  quote: (text: string) => string
  /** Pieces as one word. */
  join: (pieces: Pieces) => string
  /** Whether a text reaches a program as an argument unharmed, in every version of the shell. */
  carries: (text: string) => boolean
  script: (parts: ScriptParts) => string
  curl: (request: CurlRequest) => string[]
  cli: (call: CliCall) => string[]
  /** Keeps a member of a JSON answer; stops without one. */
  takeMember: (variable: string, answer: string, path: readonly string[]) => string[]
  /**
   * Keeps the id of an organization from a JSON answer with a project: the one with this label that
   * is the `fromEnd`th (from 1) when counted from the end. Stops without one.
   */
  takeOrganization: (
    variable: string,
    answer: string,
    wanted: { readonly label: string; readonly fromEnd: number },
  ) => string[]
  /** Keeps the services of a project that was read, to compare them later. */
  keepServices: (answer: string) => string[]
  /** Stops unless the services of a project that was read are those that were kept. */
  checkServices: (answer: string) => string[]
  /** Stops unless a project that was read is at this revision. */
  checkRevision: (answer: string, revisionId: string) => string[]
}

export const movedMessage = 'The project has moved since the review: refresh, and review again.'

/**
 * A text in one line, without what could end a comment, hide what stands in it, or (as an
 * exclamation mark does) call up earlier commands where a script is pasted.
 */
export function commentText(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}!]+/gu, ' ').trim()
}

/** A word that no shell looks into, so that it needs no quotes. */
export function isPlainWord(word: string): boolean {
  return /^(--)?[A-Za-z][A-Za-z0-9-]*(=[A-Za-z0-9.-]+)?$/.test(word)
}
