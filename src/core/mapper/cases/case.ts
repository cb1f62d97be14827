import { z } from 'zod'
import { jsonObjectSchema, jsonValueSchema } from '../../model/json'

/**
 * A saved case of a mapper: a JSON file `NAME.case.json` that can live in git. The mapper is named
 * by a path beside the case file or by the SHA-512 of its text, which follows it through projects.
 */
export const caseSchema = z.strictObject({
  name: z.string().min(1),
  mapper: z.union([
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ sha512: z.string().regex(/^[0-9a-f]{128}$/) }),
  ]),
  /** `exact`: `claims` is what the mapper gets; else what that kind of provider sends. */
  mode: z.union([z.literal('exact'), z.strictObject({ provider: z.string().min(1) })]),
  claims: jsonObjectSchema,
  /** What `iss` is where the claims of a provider have none, as those of userinfo. */
  issuer: z.string().min(1).optional(),
  /** Traits that the person typed into the registration form, which win over the mapper's. */
  form: jsonObjectSchema.optional(),
  /** The identity that signs in; absent for a registration. */
  identity: z
    .object({
      traits: jsonObjectSchema.optional(),
      metadata_public: jsonObjectSchema.nullable().optional(),
      metadata_admin: jsonObjectSchema.nullable().optional(),
    })
    .optional(),
  update_identity_on_login: z.enum(['never', 'automatic']).optional(),
  /** The identity schema itself, or a file beside the case file. */
  schema: z.union([z.strictObject({ file: z.string().min(1) }), jsonObjectSchema]).optional(),
  expect: z.union([
    /** The whole output. */
    z.strictObject({ output: jsonValueSchema }),
    /** Members that the output must have with these values; it may have more. */
    z.strictObject({ partial: jsonObjectSchema }),
    /** A part of the message with which Ory stops. */
    z.strictObject({ error: z.string() }),
  ]),
})

export type MapperCase = z.infer<typeof caseSchema>

export const caseEnding = '.case.json'

/** A case from a file's text, or what is wrong with it in words. */
export function parseCase(text: string): MapperCase | { readonly problem: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
  const read = caseSchema.safeParse(json)
  return read.success ? read.data : { problem: z.prettifyError(read.error) }
}

/** The text of a case file, with its members in the order of the format. */
export function caseText(mapperCase: MapperCase): string {
  const { name, mapper, mode, claims, issuer, form, identity, schema, expect } = mapperCase
  const { update_identity_on_login } = mapperCase
  const ordered = {
    name,
    mapper,
    mode,
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
