import { z } from 'zod'
import { protocols } from '../model/connection'

/** What a guide has a part for: what a connection may be, and a SCIM client. */
export const guideProtocols = [...protocols, 'scim'] as const
export type GuideProtocol = (typeof guideProtocols)[number]

/** Values of ours that a guide can name. `values.ts` decides what each contains. */
export const placeholders = [
  'redirectUrl',
  'redirectHosts',
  'acsUrl',
  'audience',
  'loginUrl',
  'joinUrl',
  'connectionLabel',
  'organizationName',
  'organizationDomains',
  'scopes',
  'scimServerUrl',
] as const
export type Placeholder = (typeof placeholders)[number]

/** Fields of our form whose value comes from the identity provider (wire names). */
export const answerFields = [
  'client_id',
  'client_secret',
  'issuer_url',
  'microsoft_tenant',
  'apple_team_id',
  'apple_private_key_id',
  'apple_private_key',
  'raw_idp_metadata_xml',
] as const

/** Refuses braces, because nothing would replace a placeholder here. */
const text = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^{}\n]*$/, 'Braces and line breaks are not replaced: use a field with "ours"')
  .refine((value) => value === value.trim(), 'Has space at an end')

const id = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** One box or switch on the identity provider's page: for a value of ours, or for a choice. */
const guideFieldSchema = z.union([
  z.strictObject({
    label: text,
    ours: z.enum(placeholders),
    /** How many values the box takes where there are several. */
    takes: z.enum(['one', 'all']).default('all'),
    note: text.optional(),
  }),
  z.strictObject({ label: text, choose: text, note: text.optional() }),
])

const stepSchema = z.strictObject({
  text,
  fields: z.array(guideFieldSchema).max(12).default([]),
})

const answerSchema = z.strictObject({
  label: text,
  /** Where to find it there. */
  where: text,
  field: z.enum(answerFields),
  note: text.optional(),
})

const claimSchema = z.strictObject({
  kind: z.enum(['email', 'name', 'groups', 'user-name', 'active', 'other']),
  /** Its name in the token or the assertion, or that of the attribute of a user. */
  name: text,
  /** How to configure it, in the identity provider's words. */
  how: text,
})

/** Day when the words were last compared with the product or its documentation. */
const checked = z.iso.date()
/** The vendor's public page. */
const source = z.url({ protocol: /^https$/ })

const members = {
  /** Menu path, in the product's own words. */
  begin: z.array(text).min(1).max(8),
  steps: z.array(stepSchema).min(1).max(15),
  claims: z.array(claimSchema).min(1).max(8),
  pitfalls: z.array(text).min(1).max(10),
}

const protocolGuideSchema = z.strictObject({
  ...members,
  sendBack: z.array(answerSchema).min(1).max(8),
})

/** Of a SCIM client nothing is sent back, and products have its words on other pages. */
const scimGuideSchema = z.strictObject({ ...members, checked, source })

/** A file of `src/guides`; see the README there. */
export const guideSchema = z
  .strictObject({
    id,
    name: text,
    audience: z.enum(['customer', 'own-team']),
    fits: z.strictObject({
      /** `provider` values of OIDC connections that belong to this product only. */
      providers: z.array(z.string().min(1)).default([]),
      /** Hosts, or hosts with a path, of issuer, metadata or entity ID; `*` matches anything. */
      addresses: z.array(z.string().regex(/^[a-z0-9.*/_-]+$/)).default([]),
      /** Words in a label, an ID or an address that suggest the product. */
      words: z.array(z.string().regex(/^[a-z0-9]+(?: [a-z0-9]+)*$/)).default([]),
      /** The guide to use where no other one fits. */
      anyOther: z.boolean().default(false),
    }),
    checked,
    source,
    oidc: protocolGuideSchema.optional(),
    saml: protocolGuideSchema.optional(),
    scim: scimGuideSchema.optional(),
  })
  .refine(
    (guide) => guideProtocols.some((protocol) => guide[protocol] !== undefined),
    'It guides to nothing',
  )

export type Guide = z.infer<typeof guideSchema>
export type ProtocolGuide = z.infer<typeof protocolGuideSchema>
export type GuideField = z.infer<typeof guideFieldSchema>
