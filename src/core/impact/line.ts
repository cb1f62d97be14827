import { z } from 'zod'
import { targetSchema } from '../intents/intents'

/**
 * What a line says, the worst for people first:
 *
 * - `locked-out`: people of a domain could sign in and can no more
 * - `maybe-locked-out`: one of the organizations that claim a domain lost its last way in
 * - `claimed-twice`: two organizations claim a domain from now on, and Ory does not say who takes its people
 * - `address`: sign-ins fail until an identity provider is told a new address
 * - `connection-gone`: members signed in by a connection that goes, or gets another id
 * - `other-provider`: a connection leads to another identity provider, or is another client there
 * - `provisioning-ends`: people whom an identity provider provisions are added and deactivated no more
 * - `provisioning-moved`: a SCIM client adds and removes people of another organization
 * - `provisioning-waits`: nothing is provisioned until an identity provider has a new address or token
 * - `scim-client-gone`: a disabled SCIM client goes with its organization
 * - `button-gone`: a button goes from the sign-in page of people without an organization
 * - `other-connections`: a domain's people lose a way in and have another
 * - `moved`: another organization takes a domain's people, or one does that none did before
 * - `released`: no organization takes a domain's people any more
 * - `mapper-fails`: what a mapper gave before ends in an error or a form now
 * - `certificate`: a certificate goes that sign-ins are verified with
 * - `metadata`: the metadata of an identity provider is replaced, and leads elsewhere or cannot be compared here
 * - `button-new`: everybody without an organization gets a further button
 * - `secret`: a connection gets another secret
 * - `mapper`: a mapper gives other traits
 * - `to-tell`: a new connection's address has to be told before anybody signs in by it
 * - `provisioning-new`: a new SCIM client has to be set up at its identity provider
 * - `certificate-new`: sign-ins are verified with a further certificate
 * - `provisioning-begins`: a SCIM client that was disabled takes what is sent
 * - `more-connections`: a domain's people get a further way in
 * - `let-in`: people who were locked out can sign in
 */
export const impactKinds = [
  'locked-out',
  'maybe-locked-out',
  'claimed-twice',
  'address',
  'connection-gone',
  'other-provider',
  'provisioning-ends',
  'provisioning-moved',
  'provisioning-waits',
  'scim-client-gone',
  'button-gone',
  'other-connections',
  'moved',
  'released',
  'mapper-fails',
  'certificate',
  'metadata',
  'button-new',
  'secret',
  'mapper',
  'to-tell',
  'provisioning-new',
  'certificate-new',
  'provisioning-begins',
  'more-connections',
  'let-in',
] as const
export type ImpactKind = (typeof impactKinds)[number]

/** One effect on people. */
export const impactLineSchema = z.object({
  /** Independent of the order of edits. */
  id: z.string(),
  kind: z.enum(impactKinds),
  /** A domain, or a connection's or SCIM client's label. */
  subject: z.string(),
  /** One or two sentences. */
  words: z.string(),
  /** Details beyond the sentence. */
  before: z.string().optional(),
  after: z.string().optional(),
  /** Number of affected people, if counted. */
  people: z.string().optional(),
  /** The entity to open; absent if there is not exactly one. */
  place: targetSchema.optional(),
})
export type ImpactLine = z.infer<typeof impactLineSchema>

const rank = new Map<ImpactKind, number>(impactKinds.map((kind, index) => [kind, index]))

/** Worst first, then by subject. */
export function byHarm(left: ImpactLine, right: ImpactLine): number {
  const worse = (rank.get(left.kind) ?? 0) - (rank.get(right.kind) ?? 0)
  if (worse !== 0) return worse
  if (left.subject !== right.subject) return left.subject < right.subject ? -1 : 1
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0
}
