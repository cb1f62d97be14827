import { z } from 'zod'
import { namedValuesSchema } from '../compare/named-values'

/** Requests about what each environment has of its own, by name; it serves every comparison. */
export const namedValuesRequests = {
  'values.list': { input: z.object({}), output: z.object({ values: namedValuesSchema }) },
  /** `before` is what the window was shown: what another one changed since stays. */
  'values.save': {
    input: z.object({ before: namedValuesSchema, values: namedValuesSchema }),
    output: z.object({}),
  },
} as const
