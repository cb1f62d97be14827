import { z } from 'zod'

/** Number of people, how many signed in during the week before the read, and the last sign-in. */
const countSchema = z.object({
  people: z.number(),
  recent: z.number(),
  /** ISO 8601; `null` if no session is kept, which does not mean never. */
  lastSignIn: z.string().nullable(),
})
export type PeopleCount = z.infer<typeof countSchema>

const organizationCountSchema = countSchema.extend({
  /** People in the organization with no address in its domains. */
  outsideDomains: z.number(),
  /** People who may sign in by email if the identity provider is down. */
  emergency: z.number(),
})
export type OrganizationCount = z.infer<typeof organizationCountSchema>

const connectionCountSchema = countSchema.extend({
  /** People who signed in during the four weeks before the last one; distinguishes decline from rare use. */
  earlier: z.number(),
})
export type ConnectionCount = z.infer<typeof connectionCountSchema>

/**
 * Stored counts and times of a project's people; no personal data. Source: `listIdentities` and `listSessions` of Ory's
 * OpenAPI document.
 */
export const peopleCountsSchema = z.object({
  /** ISO 8601 time at which the read began. */
  readAt: z.string(),
  /** False if the read stopped early: every count is then a minimum. */
  isWhole: z.boolean(),
  /** Everybody, with or without organization. */
  people: z.number(),
  /** By ID, for organizations of the project only. */
  organizations: z.record(z.string(), organizationCountSchema),
  /** By connection key, `oidc:ID` or `saml:ID`: people with a session that the server still keeps. */
  connections: z.record(z.string(), connectionCountSchema),
  /** By organization domain: people with an address in it who are in no organization of the project. */
  domains: z.record(z.string(), z.object({ outside: z.number() })),
})
export type PeopleCounts = z.infer<typeof peopleCountsSchema>

/** Days before a read that count as recent; the next constant counts the days before those. */
export const recentDays = 7
export const earlierDays = 28
