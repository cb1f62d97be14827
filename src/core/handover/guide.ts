import { z } from 'zod'

/** Values of ours that a guide can ask for by name. What each holds is decided in `values.ts`. */
export const placeholders = [
  'redirectUrl',
  'redirectHosts',
  'acsUrl',
  'audience',
  'loginUrl',
  'connectionLabel',
  'organizationName',
  'organizationDomains',
  'scopes',
] as const
export type Placeholder = (typeof placeholders)[number]

/** Fields of our form that the other side has the value for (wire names). */
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

/**
 * Text that is shown as it stands. Braces are refused: nothing replaces them, and whoever writes
 * `{redirectUrl}` into a sentence shall learn so from the test and not from a customer.
 */
const text = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^{}\n]*$/, 'Braces and line breaks are not replaced: use a field with "ours"')
  .refine((value) => value === value.trim(), 'Has space at an end')

const id = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** One box or switch on the other side's page: either a value of ours goes in, or a choice is made. */
const guideFieldSchema = z.union([
  z.strictObject({
    label: text,
    ours: z.enum(placeholders),
    /** The box has room for one value, although there may be several. */
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
  /** In the other side's words. */
  label: text,
  /** Where it is to be found there. */
  where: text,
  field: z.enum(answerFields),
  note: text.optional(),
})

const claimSchema = z.strictObject({
  kind: z.enum(['email', 'name', 'groups', 'other']),
  /** As it is called in the token or the assertion. */
  name: text,
  /** What to do for it, in the other side's words. */
  how: text,
})

const protocolGuideSchema = z.strictObject({
  /** Menu path, in that product's words and order. */
  begin: z.array(text).min(1).max(8),
  steps: z.array(stepSchema).min(1).max(15),
  sendBack: z.array(answerSchema).min(1).max(8),
  claims: z.array(claimSchema).min(1).max(8),
  pitfalls: z.array(text).min(1).max(10),
})

/** One file of `src/guides`. How to write one is said in the README there. */
export const guideSchema = z
  .strictObject({
    id,
    name: text,
    /** Who does it: somebody at the customer, or the team itself in its developer account. */
    audience: z.enum(['customer', 'own-team']),
    fits: z.strictObject({
      /** `provider` values of OIDC connections that are this product and no other. */
      providers: z.array(z.string().min(1)).default([]),
      /** Hosts, or hosts with a path, of issuer, metadata or entity id; `*` stands for anything. */
      addresses: z.array(z.string().regex(/^[a-z0-9.*/_-]+$/)).default([]),
      /** Words that give the product away in a label, an id or an address. */
      words: z.array(z.string().regex(/^[a-z0-9]+(?: [a-z0-9]+)*$/)).default([]),
      /** For whatever no other guide fits. */
      anyOther: z.boolean().default(false),
    }),
    /** Day on which someone compared the words with the product or its documentation. */
    checked: z.iso.date(),
    /** The vendor's public page. */
    source: z.url({ protocol: /^https$/ }),
    oidc: protocolGuideSchema.optional(),
    saml: protocolGuideSchema.optional(),
  })
  .refine(({ oidc, saml }) => oidc !== undefined || saml !== undefined, 'It guides to nothing')

export type Guide = z.infer<typeof guideSchema>
export type ProtocolGuide = z.infer<typeof protocolGuideSchema>
export type GuideField = z.infer<typeof guideFieldSchema>
