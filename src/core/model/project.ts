import { z } from 'zod'
import { projectIdSchema } from './project-id'

/** The product's terms; the wire uses `prod`, `stage` and `dev`. */
export const environments = ['production', 'staging', 'development'] as const
export type Environment = (typeof environments)[number]
export const environmentSchema = z.enum(environments)

const strictness: readonly Environment[] = ['development', 'staging', 'production']

/** The environment that asks for more care. */
export const strictest = (one: Environment, other: Environment | undefined): Environment =>
  other !== undefined && strictness.indexOf(other) > strictness.indexOf(one) ? other : one

/** @param wire `environment` of a project; an unknown value is treated as production. */
export function toEnvironment(wire: string): Environment {
  if (wire === 'dev') return 'development'
  if (wire === 'stage') return 'staging'
  return 'production'
}

/** The data of a project for lists and the switcher (`projectMetadata`). */
export const projectSummarySchema = z.object({
  id: projectIdSchema,
  workspaceId: z.string(),
  name: z.string(),
  slug: z.string(),
  /** The strictest that it ever had on this computer. */
  environment: environmentSchema,
  /** What the server says, if that is less strict. */
  environmentAtOry: environmentSchema.optional(),
  /** `running`, `halted` or `deleted`; a deleted project still answers. */
  state: z.string(),
  /** Fully qualified host names, including the slug's; empty where the API returned none. */
  hosts: z.array(z.string()),
})
export type ProjectSummary = z.infer<typeof projectSummarySchema>

/** What a workspace is told by at a glance, beside its name. */
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

/** The first colour that the fewest of the others have. */
export function freeColour(taken: readonly (WorkspaceColour | undefined)[]): WorkspaceColour {
  const uses = (colour: WorkspaceColour) => taken.filter((each) => each === colour).length
  const [first, ...others] = workspaceColours
  return others.reduce<WorkspaceColour>(
    (best, colour) => (uses(colour) < uses(best) ? colour : best),
    first,
  )
}

/** A connected workspace as stored in files, without what belongs in the keychain. */
export const storedWorkspaceSchema = z.object({
  id: z.string(),
  /** Its name at Ory. */
  name: z.string(),
  /** What the person calls it; shown in the place of `name`. */
  ownName: z.string().optional(),
  colour: workspaceColourSchema.optional(),
  kind: z.enum(['ory', 'demo']),
  /** The only origin that receives the key, such as `https://api.console.ory.com`. */
  apiAddress: z.string(),
  /** Last characters of the key, to recognize it; absent while there is no key. */
  keyHint: z.string().optional(),
  /** A publish of its projects from this computer needs a summary; absent for no. */
  asksForSummary: z.boolean().optional(),
  projects: z.array(projectSummarySchema),
})
export type StoredWorkspace = z.infer<typeof storedWorkspaceSchema>

/**
 * Why an existing key is not used: `other-address`, it belongs to another address than the
 * workspace's;
 * `address-refused`, keys must not be sent to the workspace's address.
 */
export const keyProblems = ['other-address', 'address-refused'] as const
export type KeyProblem = (typeof keyProblems)[number]

/**
 * What the server last said about a key that is there: it was refused; or it may no longer read a project
 * of its workspace, or write to one.
 */
export const keyTroubles = ['refused', 'may-not-read', 'may-not-write'] as const
export type KeyTrouble = (typeof keyTroubles)[number]

/** A connected workspace for the renderer, without its key; `name` is what it is called here. */
export const workspaceSchema = storedWorkspaceSchema.extend({
  /** Its name at Ory, if it is called something else here. */
  nameAtOry: z.string().optional(),
  /** False while there is no key for `apiAddress`; `keyProblem` may say why. */
  hasKey: z.boolean(),
  keyProblem: z.enum(keyProblems).optional(),
  keyTrouble: z.enum(keyTroubles).optional(),
  /** The address that the stored key may be sent to, if it is another one (`other-address`). */
  keyAddress: z.string().optional(),
})
export type Workspace = z.infer<typeof workspaceSchema>
