import type { AppError } from '../errors/app-error'

/**
 * A place in a mapper as the engine reports it: lines and columns count from 1, columns in UTF-8
 * bytes, the end is exclusive. `file` is the given file name, or `<extvar:claims>` for the claims.
 */
export interface MapperPlace {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

export interface MapperFrame {
  /** What was being evaluated; empty where the engine gives no name. */
  readonly name: string
  readonly range?: MapperPlace
}

/** A message on a page, as Kratos shows it. */
export interface PageMessage {
  /** Kratos' number of the message; Ory's documentation lists them. */
  readonly id: number
  /** The input that it belongs to, such as `traits.email`; absent: above the form. */
  readonly field?: string
  readonly text: string
}

/** A failure of a mapper. `text` is the output of Ory's engine, byte for byte. */
export interface MapperError extends AppError {
  /** The message in English, which cases keep and compare; absent where it is the message itself. */
  readonly english?: string
  readonly text?: string
  readonly range?: MapperPlace
  /** The innermost first. */
  readonly frames?: readonly MapperFrame[]
  /** The messages on the form that Kratos shows again after this failure; absent: the error page. */
  readonly form?: readonly PageMessage[]
}

export interface EvaluateRequest {
  readonly text: string
  /** Used in messages; Kratos uses the mapper's URL. */
  readonly fileName: string
  /** That URL, which counts in the sizes that Kratos limits; default: the file name. */
  readonly address?: string
  /** Jsonnet code (JSON is valid) of the external variables, by name. */
  readonly variables: Readonly<Record<string, string>>
}

export interface Evaluation {
  /** Indented JSON from the engine, with its newline at the end. */
  readonly output: string
  /** Output of `std.trace`. */
  readonly trace: string
  /** Whether the trace was cut. */
  readonly traceCut: boolean
  readonly milliseconds: number
  /** A warning, if the run took so long that Ory may stop it. */
  readonly slow?: string
  /** An error, if the output is so large that it endangers other sign-ins. */
  readonly large?: string
}

/**
 * The kind of a part of a mapper: a branch of an `if`, the right side of `&&` or `||`, a function's
 * body, a field's value, the body of a comprehension, an `error`, the reading of a claim.
 */
export type CoverKind =
  'then' | 'else' | 'and' | 'or' | 'function' | 'field' | 'comprehension' | 'error' | 'read'

/** A part of a mapper that a run may or may not evaluate. */
export interface CoverSpan {
  readonly id: number
  readonly kind: CoverKind
  /** For a missing `else`: the word `if`. */
  readonly range: MapperPlace
}

/** Coverage of one run. The spans are the same for every run of the same text. */
export interface CoverAnswer {
  /** Outer spans come before those inside them. */
  readonly spans: readonly CoverSpan[]
  /** Ids of the spans that were evaluated, ascending. */
  readonly reached: readonly number[]
  /** The error that ended the run; `reached` is valid nevertheless. */
  readonly error?: string
}

export interface EngineFinding {
  /** `syntax`: the mapper cannot run. */
  readonly kind: 'syntax' | 'remark'
  readonly message: string
  readonly text: string
  readonly range?: MapperPlace
}

export interface SchemaRequest {
  /** The whole identity schema, as Ory serves it. */
  readonly schema: string
  /** JSON of the traits. */
  readonly traits: string
}

/** One violation of the identity schema; `kratos/sign-in.ts` gives its consequence. */
export interface SchemaProblem {
  /** Member names that lead to the trait: `name`, `first`. */
  readonly path: readonly string[]
  readonly message: string
  /** The message in English; absent where it is the message itself. */
  readonly english?: string
  readonly keyword: string
  /** The trait is required and missing, so that Kratos' form asks for it. */
  readonly missing: boolean
  /** Kratos' message beside a field of its form, `traits.name.first`, or "" for the whole page. */
  readonly page?: { readonly id: number; readonly field: string; readonly text: string }
}

/** A value among the traits that the schema declares as an address or as a sign-in name. */
export interface KeptAddress {
  /** As in the traits. */
  readonly raw: string
  /** `verification`, `recovery`, or the kind of credentials for signing in with it. */
  readonly use: 'verification' | 'recovery' | 'password' | 'webauthn' | 'code'
  readonly via?: 'email' | 'sms'
  /** As Kratos stores it: trimmed, lower case, phone numbers in E.164. */
  readonly value: string
}

/** The result of Kratos' validation of traits. */
export interface TraitsCheck {
  /** Empty where the traits are valid. */
  readonly problems: readonly SchemaProblem[]
  readonly addresses: readonly KeptAddress[]
}
