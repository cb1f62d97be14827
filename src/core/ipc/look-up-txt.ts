import { z } from 'zod'

/** What DNS returns for a TXT record. */
export const txtLookUpSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    /** At most 50 values of at most 1,000 characters. */
    values: z.array(z.string()),
    /** Number of further values. */
    more: z.number(),
    /** Whether one of all values is the expected one; absent where none was expected. */
    matches: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('not-checked'), why: z.enum(['offline', 'no-answer']) }),
])
export type TxtLookUp = z.infer<typeof txtLookUpSchema>

export const lookUpTxtRequests = {
  /** Looks up the TXT record of a name by DNS. Sends the name to the DNS servers of this computer, and nothing else. */
  'domain.look-up-txt': {
    input: z.object({
      name: z.string().max(500),
      /** The value that Ory expects. */
      expected: z.string().max(5000).optional(),
    }),
    output: txtLookUpSchema,
  },
} as const
