/**
 * What a mapper is given, by the name of its external variable: the claims of a sign-in, or the user that a SCIM
 * client sends. Beside it, each has `identity`.
 */
export const mapperGivens = ['claims', 'scim'] as const
export type MapperGiven = (typeof mapperGivens)[number]

/** The kind of what a SCIM client sends, where others are the kinds of providers and `saml`. */
export const scimKind = 'scim'

/** What a mapper is given by what is sent: the `provider` of a connection, `saml` or `scim`. */
export const givenFor = (kind: string | undefined): MapperGiven =>
  kind === scimKind ? 'scim' : 'claims'
