import { z } from 'zod'
import { isProjectUuid } from '../../../core/model/project-id'

/** `project` of the OpenAPI document, with the members used; all others are kept. */
export const projectSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  state: z.string(),
  environment: z.string(),
  revision_id: z.string(),
  workspace_id: z.string().nullish(),
})
export type WireProject = z.infer<typeof projectSchema>

export const projectMetadataSchema = z.looseObject({
  // In any other form it could not name a project.
  id: z.string().refine((id) => isProjectUuid(id.toLowerCase())),
  name: z.string(),
  slug: z.string(),
  state: z.string(),
  environment: z.string(),
  hosts: z.array(z.string()).nullish(),
  workspace_id: z.string().nullish(),
  workspace: z.looseObject({ id: z.string(), name: z.string() }).nullish().catch(undefined),
})
export type WireProjectMetadata = z.infer<typeof projectMetadataSchema>

/** The answer to listProjects: not wrapped. */
export const projectMetadataListSchema = z.array(projectMetadataSchema)

/** The answer to listWorkspaceProjects; its token is called `next_page`. */
export const listWorkspaceProjectsSchema = z.looseObject({
  projects: z.array(projectMetadataSchema).nullable(),
  next_page: z.string().nullish(),
  has_next_page: z.boolean().nullish(),
})

export const successfulProjectUpdateSchema = z.looseObject({
  project: projectSchema,
  warnings: z.array(z.looseObject({ code: z.number().optional(), message: z.string() })).nullish(),
})
