import type { AppError } from '../errors/app-error'

/**
 * A place in a mapper as the engine names it: lines and columns count from 1, columns in UTF-8
 * bytes, the end is exclusive. `file` is the name that was given, `<extvar:claims>` for the claims.
 */
export interface MapperPlace {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

export interface MapperFrame {
  /** What was being evaluated; empty where the engine names nothing. */
  readonly name: string
  readonly range?: MapperPlace
}

/** A message of a page as Kratos shows it. */
export interface PageMessage {
  /** Kratos' number of the message; they are listed in Ory's documentation. */
  readonly id: number
  /** The input beside which it stands, such as `traits.email`; absent: above the form. */
  readonly field?: string
  readonly text: string
}

/** A failure of a mapper. `text` is what Ory's engine prints, byte for byte. */
export interface MapperError extends AppError {
  readonly text?: string
  readonly range?: MapperPlace
  /** The innermost first. */
  readonly frames?: readonly MapperFrame[]
  /** What the form says that Kratos goes back to with this failure; absent: it is the error page. */
  readonly form?: readonly PageMessage[]
}

export interface EvaluateRequest {
  readonly text: string
  /** Stands in messages; Kratos puts the mapper's URL there. */
  readonly fileName: string
  /** Jsonnet code (JSON is) of the external variables, by name. */
  readonly variables: Readonly<Record<string, string>>
}

export interface Evaluation {
  /** Pretty JSON as the engine writes it, with its newline at the end. */
  readonly output: string
  /** What `std.trace` wrote. */
  readonly trace: string
  /** Whether more was traced than is kept. */
  readonly traceCut: boolean
  readonly milliseconds: number
  /** A warning in words where it took so long that Ory may stop it. */
  readonly slow?: string
  /** An error in words where the output is so large that it endangers other sign-ins. */
  readonly large?: string
}

/**
 * What a part of a mapper is: a branch of an `if`, the right side of `&&` or `||`, a function's
 * body, a field's value, the body of a comprehension, an `error`, the reading of a claim.
 */
export type CoverKind =
  'then' | 'else' | 'and' | 'or' | 'function' | 'field' | 'comprehension' | 'error' | 'read'

/** A part of a mapper that a run may or may not come to. */
export interface CoverSpan {
  readonly id: number
  readonly kind: CoverKind
  /** Where an `else` is missing: the word `if`. */
  readonly range: MapperPlace
}

/** What one run came to. The spans are the same for every run of the same text. */
export interface CoverAnswer {
  /** An outer one stands before those inside it. */
  readonly spans: readonly CoverSpan[]
  /** Ids of the spans that were evaluated, ascending. */
  readonly reached: readonly number[]
  /** The message of the error that ended the run, which reached what is said nevertheless. */
  readonly error?: string
}

export interface EngineFinding {
  /** `syntax`: the mapper cannot run at all. */
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

/** One way in which traits do not fit their schema; see `kratos/sign-in.ts` for its consequence. */
export interface SchemaProblem {
  /** Members on the way to the trait: `name`, `first`. */
  readonly path: readonly string[]
  readonly message: string
  readonly keyword: string
  /** The trait is required and missing, so that a form can ask for it. */
  readonly missing: boolean
  /** The message that Kratos puts beside the field of its form: `traits.name.first`; "" for the page. */
  readonly page?: { readonly id: number; readonly field: string; readonly text: string }
}

/** A value among the traits that the schema marks as an address, or as a name to sign in with. */
export interface KeptAddress {
  /** As it is among the traits. */
  readonly raw: string
  /** `verification`, `recovery`, or the kind of credentials that it signs in with. */
  readonly use: 'verification' | 'recovery' | 'password' | 'webauthn' | 'code'
  readonly via?: 'email' | 'sms'
  /** As Kratos keeps it: trimmed, lower case, phone numbers in E.164. */
  readonly value: string
}

/** What Kratos' validation of traits gives. */
export interface TraitsCheck {
  /** None where the traits fit. */
  readonly problems: readonly SchemaProblem[]
  readonly addresses: readonly KeptAddress[]
}
