import { z } from 'zod'
import { t } from '../../../core/language/translate'
import { isProject } from './project'

/** A connection's row, with the members used; `provider_id` is its ID in the project document. */
const providersSchema = z
  .array(z.looseObject({ provider_id: z.string(), state: z.string().nullish() }))
  .nullish()

/** The flat form of a project. Not in the OpenAPI document. */
export const normalizedProjectSchema = z.looseObject({
  /** Of the project. */
  id: z.string().optional(),
  current_revision: z.looseObject({
    id: z.string().optional(),
    kratos_selfservice_methods_oidc_config_providers: providersSchema,
    kratos_selfservice_methods_saml_config_providers: providersSchema,
    /** Read by itself: what is odd about it costs nothing of the rest. */
    scim_clients: z.unknown().optional(),
  }),
})
export type WireNormalizedProject = z.infer<typeof normalizedProjectSchema>

/** Accepts the form of one project only. */
export const normalizedAnswer = (uuid: string) =>
  normalizedProjectSchema.refine(
    ({ id }) => id === undefined || isProject(id, uuid),
    t('it is about another project'),
  )

/** The answer to a patch of it: no document says which form it has. */
export const patchedSchema = z.looseObject({})
