import { z } from 'zod'
import type { Coverage } from '../mapper/coverage/coverage'
import type { TraitSource } from '../mapper/sources/sources'
import { caseSchema, type MapperCase } from '../mapper/cases/case'
import type { CaseResult } from '../mapper/cases/judge'
import { mapperGivens } from '../mapper/given'
import type { MapperFinding } from '../mapper/lint/finding'
import type { LintSituation } from '../mapper/lint/rule'
import type { MapperInput, MapperRun } from '../mapper/kratos/run'
import { memberships } from '../mapper/kratos/existing-account'
import { jsonObjectSchema } from '../model/json-schema'
import { caseIdSchema, mapperOwnerKeySchema, identitySchemaIdSchema, projectIdSchema } from './ids'
import { made, mapperText } from './common'

const projectId = projectIdSchema
const connectionKey = mapperOwnerKeySchema

const identitySchema = z.object({
  traits: jsonObjectSchema.optional(),
  metadata_public: jsonObjectSchema.nullable().optional(),
  metadata_admin: jsonObjectSchema.nullable().optional(),
  /** Absent if unknown. */
  addresses: z
    .array(
      z.object({
        value: z.string(),
        verification: z.string().optional(),
        verified: z.boolean(),
        recovery: z.string().optional(),
        signIn: z.boolean(),
      }),
    )
    .optional(),
  membership: z.enum(memberships).optional(),
})

// Only a cast for optional members: zod types `.optional()` as `| undefined`, which they do not allow.
const mapperInputSchema: z.ZodType<Omit<MapperInput, 'fileName'>> = z.object({
  text: mapperText,
  claims: z.discriminatedUnion('mode', [
    z.object({
      mode: z.literal('exact'),
      json: z.string().max(2_000_000),
      given: z.enum(mapperGivens).optional(),
    }),
    z.object({
      mode: z.literal('provider'),
      kind: z.string().max(100),
      payload: jsonObjectSchema,
      json: z.string().max(2_000_000).optional(),
      issuer: z.string().max(2000).optional(),
      clientId: z.string().max(2000).optional(),
      connectionIssuer: z.string().max(2000).optional(),
    }),
  ]),
  identity: identitySchema.optional(),
  domains: z.array(z.string()).optional(),
  updateOnLogin: z.enum(['never', 'automatic']).optional(),
  /** JSON; if absent, traits are not checked. */
  schema: z.string().max(1_048_576).optional(),
  /** Traits typed into the registration form. */
  form: jsonObjectSchema.optional(),
}) as unknown as z.ZodType<Omit<MapperInput, 'fileName'>>

// Asserted for the same reason.
const lintSituationSchema: z.ZodType<LintSituation> = z.object({
  provider: z.string().max(100).optional(),
  claimsSource: z.enum(['id_token', 'userinfo']).optional(),
  schema: jsonObjectSchema.optional(),
  domains: z.array(z.string()).optional(),
  ssoMetadata: z
    .array(
      z.object({
        part: z.enum(['metadata_public', 'metadata_admin']),
        names: z.array(z.string()),
        complete: z.boolean(),
        connection: z.string(),
      }),
    )
    .optional(),
}) as unknown as z.ZodType<LintSituation>

/** An identity schema listed in a project's configuration. */
export interface IdentitySchemaEntry {
  readonly id: string
  readonly url: string
  readonly isDefault: boolean
  /** `preset`: one of Ory's own, from its documentation. */
  readonly from: 'preset' | 'inline' | 'storage' | 'elsewhere'
}

export type StoredCase =
  | { readonly id: string; readonly case: MapperCase }
  /** Unusable, and left unchanged. */
  | { readonly id: string; readonly problem: string }

export interface CaseOutcome {
  readonly id: string
  readonly result: CaseResult
  readonly milliseconds: number
}

export interface DraftCases {
  readonly connectionKey: string
  readonly cases: number
  readonly failed: readonly string[]
  /** What could not be read, so that some or all cases did not run. */
  readonly unchecked?: 'mapper' | 'schema'
}

const place = z.object({ projectId, connectionKey, text: mapperText })

export const mapperLabRequests = {
  /** Never fails: mapper errors are part of the run, so that no claim reaches the log. */
  'mapper.run': { input: mapperInputSchema, output: made<MapperRun>() },
  /** Text of the project's unattached mapper for one input kind; absent before the first. */
  'mapper.own-read': {
    input: z.object({ projectId, given: z.enum(mapperGivens) }),
    output: z.object({ text: z.string().optional() }),
  },
  'mapper.own-keep': {
    input: z.object({ projectId, given: z.enum(mapperGivens), text: mapperText }),
    output: z.object({}),
  },
  'mapper.format': {
    input: z.object({ text: mapperText }),
    output: z.object({ text: z.string() }),
  },
  /** go-jsonnet's linter and the app's rules. */
  'mapper.inspect': {
    input: z.object({ text: mapperText, situation: lintSituationSchema }),
    output: z.object({ findings: made<readonly MapperFinding[]>() }),
  },
  /** Claims behind each trait; `complete` is false if time ran out. */
  'mapper.find-sources': {
    input: mapperInputSchema,
    output: z.object({ sources: made<readonly TraitSource[]>(), complete: z.boolean() }),
  },
  'identity-schema.list': {
    input: z.object({ projectId }),
    output: z.object({ schemas: made<readonly IdentitySchemaEntry[]>() }),
  },
  'identity-schema.read': {
    input: z.object({ projectId, id: identitySchemaIdSchema }),
    output: z.object({ text: z.string() }),
  },
  /** `text` is the editor's mapper; cases are found by its hash. */
  'case.list': { input: place, output: z.object({ cases: made<readonly StoredCase[]>() }) },
  /** `id` replaces that case. Returns all cases. */
  'case.save': {
    input: place.extend({ id: caseIdSchema.optional(), case: caseSchema }),
    output: z.object({ id: z.string(), cases: made<readonly StoredCase[]>() }),
  },
  'case.delete': {
    input: place.extend({ id: caseIdSchema }),
    output: z.object({ cases: made<readonly StoredCase[]>() }),
  },
  /** A cancel keeps the outcomes reported as progress; `of`: number of cases. */
  'case.run': {
    input: place.extend({ schema: z.string().max(1_048_576).optional() }),
    output: z.object({ outcomes: made<readonly CaseOutcome[]>() }),
    progress: z.object({ outcome: made<CaseOutcome>(), of: z.number() }),
  },
  'case.cover': { input: place, output: z.object({ coverage: made<Coverage>() }) },
  /**
   * Asks for a folder and writes the mapper and its cases in the format of `mapper test`; `leftOut`: unusable cases.
   */
  'case.export': {
    input: place,
    output: z.object({
      folder: z.string().optional(),
      files: z.number(),
      leftOut: z.array(z.object({ id: z.string(), problem: z.string() })),
    }),
  },
  'case.import': {
    input: place,
    output: z.object({
      cases: made<readonly StoredCase[]>(),
      added: z.number(),
      refused: z.array(z.object({ file: z.string(), problem: z.string() })),
    }),
  },
  'case.check-draft': {
    input: z.object({ projectId }),
    output: z.object({ mappers: made<readonly DraftCases[]>() }),
  },
} as const
