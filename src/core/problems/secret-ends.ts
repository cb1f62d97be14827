import { z } from 'zod'

/**
 * Last days of the client secrets of one project, such as `2027-03-01`, by the connection's key: `oidc:ID`. Of a secret
 * that a draft has and the server has not, by its reference, a UUID.
 */
export const secretEndsSchema = z.record(z.string(), z.iso.date())
export type SecretEnds = z.infer<typeof secretEndsSchema>

/** The file of one project. */
export const keptEndsSchema = z.object({ secrets: secretEndsSchema })
export type KeptEnds = z.infer<typeof keptEndsSchema>

/** With another day, or none, for one connection or one new secret; in the order of the keys. */
export function withSecretEnd(ends: SecretEnds, key: string, day: string | undefined): SecretEnds {
  const { [key]: _before, ...others } = ends
  const next = day === undefined ? others : { ...others, [key]: day }
  return Object.fromEntries(
    Object.entries(next).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}
