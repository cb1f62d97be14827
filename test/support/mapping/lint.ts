/** How mappers of these tests begin. */
export const start = "local claims = std.extVar('claims');\n"

/** A mapper that gives these traits. @param more members of `identity` beside them */
export const traits = (fields: string, more = '') =>
  `${start}{ identity: { traits: { ${fields} }${more} } }`

/** A mapper of a SCIM client that gives these traits. @param more members of `identity` beside them */
export const scimTraits = (fields: string, more = '') =>
  `local scim = std.extVar('scim');\n{ identity: { traits: { ${fields} }${more} } }`
