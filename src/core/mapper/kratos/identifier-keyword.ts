/** The keyword by which an identity schema tells what a trait is for. */
export const identifierKeyword = 'ory.sh/kratos'
