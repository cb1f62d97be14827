import { z } from 'zod'

export const diagnosticsRequests = {
  /**
   * A report about the app, to be read by the person before it is saved: versions, system, settings, counts and the
   * last lines of the log. `withMessages` shows messages of errors too, which may name projects and servers.
   */
  'diagnostics.read': {
    input: z.object({ withMessages: z.boolean() }),
    output: z.object({ text: z.string(), suggestedName: z.string() }),
  },
} as const
