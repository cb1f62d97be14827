import { z } from 'zod'
import { environmentSchema } from '../model/project'
import { mostAddresses } from '../sign-in-ways/pasted'
import type { WhoWay } from '../sign-in-ways/who-row'
import { projectIdSchema } from './ids'

/** Largest answer of a look-up; the window asks for more as it is scrolled. */
export const mostWhoRows = 500

const rowSchema = z.object({
  /** As it was asked for. */
  text: z.string(),
  projectId: projectIdSchema,
  project: z.string(),
  environment: environmentSchema,
  // Made by main and trusted: its type is that of the core.
  way: z.custom<WhoWay>(),
})
export type WhoRow = z.infer<typeof rowSchema>

/** How people sign in, over all projects that were read on this computer. */
export const whoRequests = {
  /** Rows by address, and for each in the order of the projects. */
  'who.find': {
    input: z.object({
      texts: z.array(z.string().min(1).max(320)).min(1).max(mostAddresses),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(mostWhoRows),
    }),
    output: z.object({
      rows: z.array(rowSchema).max(mostWhoRows),
      total: z.number(),
      /** Projects that were never read on this computer, or only in part; at most 1,000. */
      unread: z.array(projectIdSchema).max(1000),
    }),
  },
} as const
