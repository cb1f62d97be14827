import { z } from 'zod'
import { updateStateSchema } from '../app/updates/update-state'

const nothing = z.object({})

/** Requests about newer versions of the app. */
export const updateRequests = {
  'update.read': {
    input: nothing,
    output: z.object({
      /** Host that is asked; absent in a copy that was built without one, which asks nobody. */
      host: z.string().optional(),
      state: updateStateSchema,
    }),
  },
  /**
   * `check` asks once, because a person wants to know now; it fails with `network.off` while they work offline. `get`
   * downloads the version that is available, to be installed when the app is closed; or opens its page in the browser.
   */
  'update.run': {
    input: z.object({ step: z.enum(['check', 'get']) }),
    output: updateStateSchema,
  },
} as const

export const updateEvents = {
  'update.changed': z.object({ state: updateStateSchema }),
} as const
