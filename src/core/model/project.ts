import { z } from 'zod'
import { projectIdSchema } from './project-id'

/** The product's terms; the wire uses `prod`, `stage` and `dev`. */
export const environments = ['production', 'staging', 'development'] as const
export type Environment = (typeof environments)[number]
export const environmentSchema = z.enum(environments)

const strictness: readonly Environment[] = ['development', 'staging', 'production']

/** The environment that needs more care. */
export const strictest = (one: Environment, other: Environment | undefined): Environment =>
  other !== undefined && strictness.indexOf(other) > strictness.indexOf(one) ? other : one

/** An unknown wire value counts as production. */
export function toEnvironment(wire: string): Environment {
  if (wire === 'dev') return 'development'
  if (wire === 'stage') return 'staging'
  return 'production'
}

/** From `projectMetadata`. */
export const projectSummarySchema = z.object({
  id: projectIdSchema,
  workspaceId: z.string(),
  name: z.string(),
  slug: z.string(),
  /** The strictest seen on this computer. */
  environment: environmentSchema,
  /** The server's environment, if less strict. */
  environmentAtOry: environmentSchema.optional(),
  /** `running`, `halted` or `deleted`; a deleted project still responds. */
  state: z.string(),
  /** Fully qualified host names, including the slug's; empty if the API returned none. */
  hosts: z.array(z.string()),
})
export type ProjectSummary = z.infer<typeof projectSummarySchema>

export const workspaceColours = [
  'blue',
  'teal',
  'violet',
  'pink',
  'orange',
  'olive',
  'brown',
  'grey',
] as const
const workspaceColourSchema = z.enum(workspaceColours)
export type WorkspaceColour = z.infer<typeof workspaceColourSchema>

/** The first of the least used colors. */
export function freeColour(taken: readonly (WorkspaceColour | undefined)[]): WorkspaceColour {
  const uses = (colour: WorkspaceColour) => taken.filter((each) => each === colour).length
  const [first, ...others] = workspaceColours
  return others.reduce<WorkspaceColour>(
    (best, colour) => (uses(colour) < uses(best) ? colour : best),
    first,
  )
}

/** A connected workspace as stored, without its key. */
export const storedWorkspaceSchema = z.object({
  id: z.string(),
  name: z.string(),
  ownName: z.string().optional(),
  colour: workspaceColourSchema.optional(),
  kind: z.enum(['ory', 'demo']),
  /** The only origin that receives the key. */
  apiAddress: z.string(),
  /** Last characters of the key; absent without one. */
  keyHint: z.string().optional(),
  /** Its publishes require a summary; absent for no. */
  asksForSummary: z.boolean().optional(),
  projects: z.array(projectSummarySchema),
})
export type StoredWorkspace = z.infer<typeof storedWorkspaceSchema>

/** `other-address`: the key belongs to another address; `address-refused`: keys must not be sent to this address. */
export const keyProblems = ['other-address', 'address-refused'] as const
export type KeyProblem = (typeof keyProblems)[number]

/** The server refused the key, or its access to reading or writing a project. */
export const keyTroubles = ['refused', 'may-not-read', 'may-not-write'] as const
export type KeyTrouble = (typeof keyTroubles)[number]

/** A connected workspace for the renderer, without its key; `name` is the displayed name. */
export const workspaceSchema = storedWorkspaceSchema.extend({
  /** Set if `name` is a local name. */
  nameAtOry: z.string().optional(),
  /** False without a key for `apiAddress`; `keyProblem` may say why. */
  hasKey: z.boolean(),
  keyProblem: z.enum(keyProblems).optional(),
  keyTrouble: z.enum(keyTroubles).optional(),
  /** The stored key's own address (`other-address`). */
  keyAddress: z.string().optional(),
})
export type Workspace = z.infer<typeof workspaceSchema>
