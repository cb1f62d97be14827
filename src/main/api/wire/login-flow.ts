import { z } from 'zod'

const nodeSchema = z.looseObject({
  attributes: z
    .looseObject({
      name: z.string().optional(),
      type: z.string().optional(),
      value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
    })
    .catch({}),
})

/** `loginFlow` of the OpenAPI document; other members are kept. */
export const loginFlowSchema = z.looseObject({
  id: z.string().regex(/^[\w-]{1,100}$/),
  expires_at: z.string(),
  ui: z.looseObject({ action: z.string(), method: z.string(), nodes: z.array(nodeSchema) }),
})
export type WireLoginFlow = z.infer<typeof loginFlowSchema>
