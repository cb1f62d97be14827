import type { Pieces } from './pieces'

export type ShellName = 'sh' | 'PowerShell'
export const shellNames: readonly ShellName[] = ['sh', 'PowerShell']

export const keyVariable = 'ORY_WORKSPACE_API_KEY'

/** An environment variable that a person has to set, and its purpose. */
export interface Variable {
  readonly name: string
  readonly about: string
}

/** `http` is for servers on this computer only. */
export type CurlProtocol = 'https' | 'http'

export interface CurlRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: Pieces
  readonly body?: Pieces
}

/** One call of the Ory CLI; each word is quoted by the shell. */
export interface CliCall {
  readonly words: readonly string[]
  /** Text of a temporary file for this call; its name is added as the last word. */
  readonly file?: Pieces
  /** Whether it prints JSON, to be read as the answer. */
  readonly answers: boolean
}

/** What a script needs besides its steps. */
export interface ScriptParts {
  /** Lines of the comment at its top. */
  readonly about: readonly string[]
  readonly variables: readonly Variable[]
  /** Settings for calls of the CLI; `undefined` where there are none. */
  readonly cli?: CliSettings | undefined
  /** By what curl may send; `undefined` where it is not used. */
  readonly curlBy: CurlProtocol | undefined
  readonly steps: readonly {
    readonly title: string
    readonly lines: readonly string[]
    readonly writes: boolean
  }[]
}

export interface CliSettings {
  /** Origin of the console; always passed to the CLI, since the user may have set another. */
  readonly console: string
  /** Secrets it sends. Each is checked first: the CLI would replace the URL of a file by that file. */
  readonly secrets: readonly Variable[]
}

/**
 * Variables that would lead the CLI to another project, workspace or host, or make it refuse because
 * two keys are set. A script unsets them for its calls of the CLI.
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
 * How one shell writes the commands. Text from a person or a server is never run as a command: it is
 * escaped in single quotes, or in a comment without line breaks, and the whole script is printable
 * ASCII. Each answer replaces the one before.
 */
export interface Shell {
  readonly name: ShellName
  /** The program needed to read an answer. */
  readonly answerReader?: string
  /** A text as one word in which the shell expands nothing. */
  quote: (text: string) => string
  /** Pieces as one word. */
  join: (pieces: Pieces) => string
  /** Whether every version of the shell passes a text to a program unchanged. */
  carries: (text: string) => boolean
  script: (parts: ScriptParts) => string
  /** Sends a request; stops unless status, content type and text of the answer are as expected. */
  curl: (request: CurlRequest) => string[]
  cli: (call: CliCall) => string[]
  /** Stores an id from the answer; stops if there is none. */
  takeId: (variable: string, path: AnswerPath) => string[]
  /** Stops unless the answer has this id. */
  checkId: (path: AnswerPath, id: string) => string[]
  /**
   * Stores the id of an organization from an answer with a project: among those with this label, the
   * `fromEnd`th (from 1) counted from the end. Stops if there is none.
   */
  takeOrganization: (
    variable: string,
    wanted: { readonly label: string; readonly fromEnd: number },
  ) => string[]
  /** Stores the services of the project just read, to compare them later. */
  keepServices: () => string[]
  /** Stops unless the services of the project just read equal the stored ones. */
  checkServices: () => string[]
  /** Stops unless the project just read is at this revision. */
  checkRevision: (revisionId: string) => string[]
}

export const movedMessage = 'The project has changed since the review: refresh, and review again.'
/** Added to the message of a failed step that writes. */
export const doubtMessage =
  ' It may have succeeded nevertheless: refresh in SSO Workbench before you continue.'
export const otherMessage = 'The answer is for another object.'
export const fileUrlMessage = (variable: string) =>
  `${variable} is the URL of a file, which the Ory CLI would send instead: use the commands by curl.`

/** A word in which no shell expands anything, so that it needs no quotes. */
export function isPlainWord(word: string): boolean {
  return /^(--)?[A-Za-z][A-Za-z0-9-]*(=[A-Za-z0-9.-]+)?$/.test(word)
}
