import { z } from 'zod'

/** Words of the product; the wire says `prod`, `stage` and `dev`. */
export const environmentSchema = z.enum(['production', 'staging', 'development'])
export type Environment = z.infer<typeof environmentSchema>

/** @param wire `environment` of a project; an unknown value is treated as the most careful one. */
export function toEnvironment(wire: string): Environment {
  if (wire === 'dev') return 'development'
  if (wire === 'stage') return 'staging'
  return 'production'
}

/** What lists and the switcher need to know of a project (`projectMetadata`). */
export const projectSummarySchema = z.object({
  id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  slug: z.string(),
  environment: environmentSchema,
  /** `running`, `halted` or `deleted`; a deleted project still answers. */
  state: z.string(),
  /** Fully qualified host names, the slug's own one included; empty where the API did not say. */
  hosts: z.array(z.string()),
})
export type ProjectSummary = z.infer<typeof projectSummarySchema>

/** A connected workspace without what belongs to the keychain, as files have it. */
export const storedWorkspaceSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['ory', 'demo']),
  /** Origin that alone receives the key, such as `https://api.console.ory.com`. */
  apiAddress: z.string(),
  /** Last characters of the key, to tell keys apart; absent while no key is at hand. */
  keyHint: z.string().optional(),
  projects: z.array(projectSummarySchema),
})
export type StoredWorkspace = z.infer<typeof storedWorkspaceSchema>

/**
 * Why a key is not used, beside that there is none: `other-address`, it belongs to another than the
 * workspace's; `unconfirmed`, it was kept by a version that did not keep the address with it;
 * `address-refused`, the workspace's address is none that a key may be sent to.
 */
export const keyProblems = ['other-address', 'unconfirmed', 'address-refused'] as const
export type KeyProblem = (typeof keyProblems)[number]

/** A connected workspace as the renderer may know it: never its key. */
export const workspaceSchema = storedWorkspaceSchema.extend({
  /** False while there is no key that may be sent to `apiAddress`; `keyProblem` may say why. */
  hasKey: z.boolean(),
  keyProblem: z.enum(keyProblems).optional(),
  /** Where the key in the keychain may go; another than `apiAddress` with `other-address`. */
  keyAddress: z.string().optional(),
})
export type Workspace = z.infer<typeof workspaceSchema>
