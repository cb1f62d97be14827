import { z } from 'zod'
import { t } from '../../../core/language/translate'
import { isProject } from './project'

/** `provider_id` is the connection's ID in the project document. */
const providersSchema = z
  .array(z.looseObject({ provider_id: z.string(), state: z.string().nullish() }))
  .nullish()

/** The flat form of a project; not in the OpenAPI document. */
export const normalizedProjectSchema = z.looseObject({
  id: z.string().optional(),
  current_revision: z.looseObject({
    id: z.string().optional(),
    kratos_selfservice_methods_oidc_config_providers: providersSchema,
    kratos_selfservice_methods_saml_config_providers: providersSchema,
    /** Validated separately, so that oddities don't spoil the rest. */
    scim_clients: z.unknown().optional(),
  }),
})
export type WireNormalizedProject = z.infer<typeof normalizedProjectSchema>

/** Accepts only this project's form. */
export const normalizedAnswer = (uuid: string) =>
  normalizedProjectSchema.refine(
    ({ id }) => id === undefined || isProject(id, uuid),
    t('it is about another project'),
  )

/** The answer to a patch; its form is undocumented. */
export const patchedSchema = z.looseObject({})
