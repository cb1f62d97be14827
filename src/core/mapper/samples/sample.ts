import { z } from 'zod'
import { jsonObjectSchema } from '../../model/json-schema'
import { scimKind } from '../given'
import { providerClaims } from '../kratos/provider-claims'

const text = z
  .string()
  .min(1)
  .max(300)
  .regex(/^[^\n]*$/, 'Has a line break')
  .refine((value) => value === value.trim(), 'Has space at an end')

const source = z.url({ protocol: /^https$/ })

const sampleSchema = z.strictObject({
  /** Unique over all files. */
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: text,
  /** One or two sentences, the special feature first. */
  about: text.startsWith('What is special: '),
  /** The vendor's page, if it differs from that of the file. */
  source: source.optional(),
  /** Ory stops before the mapper, which the sample demonstrates. */
  stops: z.literal(true).optional(),
  /** What the identity provider sends: claims, attributes of an assertion, a profile document, or a SCIM user. */
  payload: jsonObjectSchema,
})

/** One file of `src/samples`; the README there explains how to write one. */
export const sampleFileSchema = z.strictObject({
  /** As its vendor spells it. */
  product: text,
  /** `provider` of a connection, `saml`, or `scim` for what a SCIM client sends. */
  kind: z
    .string()
    .refine((kind) => kind === scimKind || providerClaims.has(kind), 'Is no kind of provider'),
  /** Patterns for the host of an issuer, or with a slash for host and path; `*` matches anything. */
  issuers: z.array(z.string().regex(/^[a-z0-9.*/_-]+$/)).default([]),
  source: z.strictObject({
    /** The vendor's public page about its claims. */
    url: source,
    /** Day when the payloads were last compared with it. */
    checked: z.iso.date(),
  }),
  samples: z.array(sampleSchema).min(1).max(12),
})

export type SampleFile = z.infer<typeof sampleFileSchema>
export type ClaimsSample = z.infer<typeof sampleSchema>
