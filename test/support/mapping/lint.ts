/** How mappers of these tests begin. */
export const start = "local claims = std.extVar('claims');\n"

/** A mapper that gives these traits. @param more members of `identity` beside them */
export const traits = (fields: string, more = '') =>
  `${start}{ identity: { traits: { ${fields} }${more} } }`
