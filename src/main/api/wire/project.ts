import { z } from 'zod'
import { t } from '../../../core/language/translate'
import { isProjectUuid } from '../../../core/model/project-id'

/** Compares IDs regardless of case. */
export const isProject = (id: string, uuid: string) => id.toLowerCase() === uuid

/** `project` of the OpenAPI document; other members are kept. */
export const projectSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  state: z.string(),
  environment: z.string(),
  revision_id: z.string(),
  workspace_id: z.string().nullish(),
  /** Everything shown or patched is in this service's configuration. */
  services: z.looseObject({ identity: z.looseObject({ config: z.looseObject({}) }) }),
})
export type WireProject = z.infer<typeof projectSchema>

export const projectMetadataSchema = z.looseObject({
  // Other forms couldn't name a project.
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

/** listProjects returns a bare list. */
export const projectMetadataListSchema = z.array(projectMetadataSchema)

/** listWorkspaceProjects; its token is called `next_page`. */
export const listWorkspaceProjectsSchema = z.looseObject({
  projects: z.array(projectMetadataSchema).nullable(),
  next_page: z.string().nullish(),
  has_next_page: z.boolean().nullish(),
})

const successfulProjectUpdateSchema = z.looseObject({
  project: projectSchema,
  warnings: z.array(z.looseObject({ code: z.number().optional(), message: z.string() })).nullish(),
})

/** Accepts only this project's document, since another must never replace it. */
export const projectAnswer = (uuid: string) =>
  projectSchema.refine(({ id }) => isProject(id, uuid), t('it is about another project'))

export const updateAnswer = (uuid: string) =>
  successfulProjectUpdateSchema.refine(
    ({ project: { id } }) => isProject(id, uuid),
    t('it is about another project'),
  )
