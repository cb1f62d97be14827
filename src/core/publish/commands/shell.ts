import type { Pieces } from './pieces'

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
    /** Lines of the comment above it. */
    readonly about: readonly string[]
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

export const movedMessage = 'The project has changed since the review: refresh, and review again.'
/** Added to the message of a failed step that writes. */
export const doubtMessage =
  ' It may have succeeded nevertheless: refresh in SSO Workbench before you continue.'
export const otherMessage = 'The answer is for another object.'
export const fileUrlMessage = (variable: string) =>
  `${variable} is the URL of a file, which the Ory CLI would send instead: use the commands by curl.`

/** A word in which a shell expands nothing, so that it needs no quotes. */
export function isPlainWord(word: string): boolean {
  return /^(--)?[A-Za-z][A-Za-z0-9-]*(=[A-Za-z0-9.-]+)?$/.test(word)
}
