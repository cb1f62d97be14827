import { z } from 'zod'

/** How many people, how many of them signed in within the week before the read, and when the last of them did. */
const countSchema = z.object({
  people: z.number(),
  recent: z.number(),
  /** ISO 8601; `null` where no session is kept any more: not known, which is not never. */
  lastSignIn: z.string().nullable(),
})
export type PeopleCount = z.infer<typeof countSchema>

const organizationCountSchema = countSchema.extend({
  /** People in the organization whose addresses all belong to domains that it does not have. */
  outsideDomains: z.number(),
  /** People who may sign in by e-mail when the organization's identity provider cannot be used. */
  emergency: z.number(),
})
export type OrganizationCount = z.infer<typeof organizationCountSchema>

const connectionCountSchema = countSchema.extend({
  /** People who signed in by it in the four weeks before the last one: it tells an end from rare use. */
  earlier: z.number(),
})
export type ConnectionCount = z.infer<typeof connectionCountSchema>

/**
 * What the app keeps of the people behind a project: counts and times, never a person. Source: `listIdentities` and
 * `listSessions` of Ory's OpenAPI document.
 */
export const peopleCountsSchema = z.object({
  /** ISO 8601 time at which the read began. */
  readAt: z.string(),
  /** Without it the read stopped early: every count is “at least”. */
  isWhole: z.boolean(),
  /** All people of the project, in organizations or not. */
  people: z.number(),
  /** By id of an organization of the project; of another one nobody is counted. */
  organizations: z.record(z.string(), organizationCountSchema),
  /**
   * By key of a connection of the project, `oidc:ID` or `saml:ID`: people with a session by it that the server still keeps. More may
   * have an account by it.
   */
  connections: z.record(z.string(), connectionCountSchema),
  /** By domain of an organization, as domains are compared: people of it who are in no organization of the project. */
  domains: z.record(z.string(), z.object({ outside: z.number() })),
})
export type PeopleCounts = z.infer<typeof peopleCountsSchema>

/** Days before a read within which a sign-in counts as recent. */
export const recentDays = 7
/** Days before those within which a sign-in counts as earlier. */
export const earlierDays = 28
