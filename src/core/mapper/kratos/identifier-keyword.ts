/** The keyword by which an identity schema declares the use of a trait. */
export const identifierKeyword = 'ory.sh/kratos'
