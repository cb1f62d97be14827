import { z } from 'zod'
import { t } from '../../language/translate'
import { deepestWalked, isTooDeep } from '../../model/json-depth'
import { jsonObjectSchema, jsonValueSchema } from '../../model/json-schema'

/**
 * A saved case of a mapper: a JSON file `NAME.case.json` that can be kept in git. It names its mapper
 * by a path relative to the case file, or by the SHA-512 of its text, which is valid in any project.
 */
export const caseSchema = z.strictObject({
  name: z.string().min(1),
  mapper: z.union([
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ sha512: z.string().regex(/^[0-9a-f]{128}$/) }),
  ]),
  /** `exact`: `claims` is passed to the mapper; otherwise it is what that kind of provider sends, or `scim`. */
  mode: z.union([z.literal('exact'), z.strictObject({ provider: z.string().min(1) })]),
  /** What `claims` is passed as, where it is passed as it is and is no claims. */
  given: z.literal('scim').optional(),
  claims: jsonObjectSchema,
  /** The value of `iss` where a provider's claims have none, as in a userinfo answer. */
  issuer: z.string().min(1).optional(),
  /** Traits typed into the registration form, which override the mapper's. */
  form: jsonObjectSchema.optional(),
  /** The identity that signs in; absent at registration. */
  identity: z
    .object({
      traits: jsonObjectSchema.optional(),
      metadata_public: jsonObjectSchema.nullable().optional(),
      metadata_admin: jsonObjectSchema.nullable().optional(),
    })
    .optional(),
  update_identity_on_login: z.enum(['never', 'automatic']).optional(),
  /** The identity schema itself, or a file relative to the case file. */
  schema: z.union([z.strictObject({ file: z.string().min(1) }), jsonObjectSchema]).optional(),
  expect: z.union([
    /** The expected output as a whole. */
    z.strictObject({ output: jsonValueSchema }),
    /** Members and values that the output must have; it may have more. */
    z.strictObject({ partial: jsonObjectSchema }),
    /** Part of the expected error message of Ory. */
    z.strictObject({ error: z.string() }),
  ]),
})

export type MapperCase = z.infer<typeof caseSchema>

export const caseEnding = '.case.json'

/** Parses the text of a case file; returns the problem as a sentence if it is not valid. */
export function parseCase(text: string): MapperCase | { readonly problem: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
  if (isTooDeep(text)) {
    return {
      problem: t('More than {levels} levels are nested in it', { levels: deepestWalked }),
    }
  }
  const read = caseSchema.safeParse(json)
  return read.success ? read.data : { problem: z.prettifyError(read.error) }
}

/** The text of a case file, with its members in the documented order. */
export function caseText(mapperCase: MapperCase): string {
  const { name, mapper, mode, given, claims, issuer, form, identity, schema, expect } = mapperCase
  const { update_identity_on_login } = mapperCase
  const ordered = {
    name,
    mapper,
    mode,
    given,
    claims,
    issuer,
    form,
    identity,
    update_identity_on_login,
    schema,
    expect,
  }
  return `${JSON.stringify(ordered, null, 2)}\n`
}
