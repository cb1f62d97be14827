import type { JsonObject } from '../../model/json'
import type { Severity } from '../../model/severity'
import type { MapperGiven } from '../given'
import type { Claims } from './claims'
import type { RuleName } from './explanations'
import type { ObjectLiteral } from './objects'
import type { ScimReads } from './scim'
import type { Token } from './tokens'

/** What is known about where a mapper is used; each part enables the rules that need it. */
export interface LintSituation {
  /** Value of `provider` of the connection, `saml`, or `scim` for the mapper of a SCIM client. */
  readonly provider?: string
  readonly claimsSource?: 'id_token' | 'userinfo'
  /** The identity schema. */
  readonly schema?: JsonObject
  /** Domains of the connection's organization. */
  readonly domains?: readonly string[]
  /** Metadata that connections of a SCIM client's organization write. */
  readonly ssoMetadata?: readonly SsoMetadata[]
}

export type MetadataPart = 'metadata_public' | 'metadata_admin'

/** Metadata that a connection's mapper writes. */
export interface SsoMetadata {
  readonly part: MetadataPart
  /** Members that are known by name. */
  readonly names: readonly string[]
  /** Whether these are all members. */
  readonly complete: boolean
  /** Label of the connection. */
  readonly connection: string
}

export interface TextEdit {
  /** Offsets in UTF-16 units; equal ones insert. */
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface LintFix {
  readonly title: string
  /** Do not overlap; applied together, as one undo step. */
  readonly edits: readonly TextEdit[]
}

export interface LintFinding {
  readonly rule: RuleName
  readonly severity: Severity
  readonly message: string
  readonly start: number
  readonly end: number
  readonly fix?: LintFix
  /** It is about a mapper for SCIM, which the same rule explains in other words. */
  readonly given?: 'scim'
}

/** A mapper prepared for the rules. */
export interface LintedMapper {
  readonly text: string
  /** Without comments. */
  readonly tokens: readonly Token[]
  readonly comments: readonly Token[]
  readonly objects: readonly ObjectLiteral[]
  /** What it is given. */
  readonly given: MapperGiven
  /** Empty for a mapper that is given no claims. */
  readonly claims: Claims
  /** Empty for a mapper that is given no user. */
  readonly scim: ScimReads
  readonly situation: LintSituation
  /** The object with `traits`, and that of the traits, where they are literals. */
  readonly identity?: ObjectLiteral
  readonly traits?: ObjectLiteral
}

export type Rule = (mapper: LintedMapper) => LintFinding[]
