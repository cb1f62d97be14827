import { z } from 'zod'

export const workspaceSchema = z.looseObject({ id: z.string(), name: z.string() })
export type WireWorkspace = z.infer<typeof workspaceSchema>

export const listWorkspacesResponseSchema = z.looseObject({
  workspaces: z.array(workspaceSchema).nullable(),
  next_page_token: z.string().nullish(),
  has_next_page: z.boolean().nullish(),
})
