import { z } from 'zod'

/** `projectApiKey` of the OpenAPI document. Only creation returns the secret `value`. */
export const projectKeySchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  value: z.string().nullish(),
  expires_at: z.string().nullish(),
})
export type WireProjectKey = z.infer<typeof projectKeySchema>

export const projectKeysListSchema = z.array(projectKeySchema)
