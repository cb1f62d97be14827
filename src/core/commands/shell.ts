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
}

/** One call of the Ory CLI; each word is quoted by the shell. */
export interface CliCall {
  readonly words: readonly string[]
  /** Text of a file that is there for this call alone; its name follows as the last word. */
  readonly file?: Pieces
  /** It prints JSON, which becomes the answer. */
  readonly answers: boolean
}

/** What a script needs beside its steps. */
export interface ScriptParts {
  /** Lines of the comment at its top. */
  readonly about: readonly string[]
  readonly variables: readonly Variable[]
  /** What calls of the CLI need; `undefined` where there are none. */
  readonly cli?: CliSettings | undefined
  readonly usesCurl: boolean
  readonly steps: readonly {
    readonly title: string
    readonly lines: readonly string[]
    readonly writes: boolean
  }[]
}

export interface CliSettings {
  /** Origin of the console, which the CLI is told in every case: another may be set already. */
  readonly console: string
  /** Secrets that it sends: it would take the URL of a file for that file. */
  readonly secrets: readonly Variable[]
}

/**
 * Variables that would lead the CLI elsewhere: to another project, workspace or host, or to refuse
 * because two keys are set. A script that calls it takes them away for its own calls.
 */
export const foreignVariables = [
  'ORY_PROJECT_API_KEY',
  'ORY_PROJECT',
  'ORY_WORKSPACE',
  'ORY_ORYAPIS_URL',
  'ORY_SDK_URL',
]

/** Path of a member in an answer, such as `project`, `revision_id`. */
export type AnswerPath = readonly string[]

/**
 * How one shell writes what the commands need. Nothing that a person or a server has written is
 * ever read as a command: it stands in single quotes, escaped, or in a comment without line breaks,
 * and all of a script is printable ASCII. Each answer takes the place of the one before.
 */
export interface Shell {
  readonly name: ShellName
  /** The program that it needs to read an answer. */
  readonly answerReader?: string
  /** A text as one word that the shell does not look into. */
  quote: (text: string) => string
  /** Pieces as one word. */
  join: (pieces: Pieces) => string
  /** Whether a text reaches a program as an argument unharmed, in every version of the shell. */
  carries: (text: string) => boolean
  script: (parts: ScriptParts) => string
  /** Sends a request; stops unless status, content type and text of its answer are those of the API. */
  curl: (request: CurlRequest) => string[]
  cli: (call: CliCall) => string[]
  /** Keeps an id of the answer; stops without one. */
  takeId: (variable: string, path: AnswerPath) => string[]
  /** Stops unless the answer is about this id. */
  checkId: (path: AnswerPath, id: string) => string[]
  /**
   * Keeps the id of an organization from an answer with a project: the one with this label that is
   * the `fromEnd`th (from 1) when counted from the end. Stops without one.
   */
  takeOrganization: (
    variable: string,
    wanted: { readonly label: string; readonly fromEnd: number },
  ) => string[]
  /** Keeps the services of a project that was read, to compare them later. */
  keepServices: () => string[]
  /** Stops unless the services of a project that was read are those that were kept. */
  checkServices: () => string[]
  /** Stops unless a project that was read is at this revision. */
  checkRevision: (revisionId: string) => string[]
}

export const movedMessage = 'The project has moved since the review: refresh, and review again.'
/** Added to what is said of a step that stopped, where it writes. */
export const doubtMessage =
  ' It may have arrived all the same: refresh in SSO Workbench before you go on.'
export const otherMessage = 'The answer is about something else.'
export const fileUrlMessage = (variable: string) =>
  `${variable} is the URL of a file, which the Ory CLI would send instead: use the commands by curl.`

/** A word that no shell looks into, so that it needs no quotes. */
export function isPlainWord(word: string): boolean {
  return /^(--)?[A-Za-z][A-Za-z0-9-]*(=[A-Za-z0-9.-]+)?$/.test(word)
}
