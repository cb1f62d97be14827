import { z } from 'zod'
import { differenceLineSchema } from '../core/compare/text-difference'
import { impactKinds } from '../core/impact/line'
import { environmentSchema } from '../core/model/project'
import { allSeverities } from '../core/model/severity'

const text = z.string()

/** What `plan --json` prints, and `apply --json` as `review`; docs/command-line.md names each member. */
export const reviewFormSchema = z.strictObject({
  /** `id` as Ory has it. */
  project: z.strictObject({ id: text, name: text, slug: text, environment: environmentSchema }),
  /** Of the server's state that it was worked out from. */
  revision: text,
  changes: z.array(
    z.strictObject({
      kind: z.enum(['organization', 'connection', 'scim-client', 'method']),
      /** `new:` and a UUID for what is made. */
      key: text,
      status: z.enum(['new', 'edited', 'deleted']),
      name: text,
      fields: z.array(
        z.strictObject({
          field: text,
          name: text,
          before: text.optional(),
          after: text.optional(),
          /** Of a changed mapper or changed metadata whose texts are at hand. */
          lines: z.array(differenceLineSchema).optional(),
        }),
      ),
      problems: z.array(
        z.strictObject({
          severity: z.enum(allSeverities),
          rule: text,
          message: text,
          field: text.optional(),
        }),
      ),
      /** Of a changed mapper with saved cases in the folder: how many pass, and the names of those that fail. */
      cases: z.strictObject({ passed: z.number(), failed: z.array(text) }).optional(),
      /** Why it cannot be sent. */
      heldBack: text.optional(),
    }),
  ),
  /** Changes that are not among them, where there are more than a thousand. */
  more: z.number().optional(),
  impact: z.strictObject({
    summary: text,
    /** Domains that `--allow-lock-out` has to name. */
    lockedOut: z.array(text),
    /** The worst first. */
    lines: z.array(
      z.strictObject({
        kind: z.enum(impactKinds),
        subject: text,
        words: text,
        before: text.optional(),
        after: text.optional(),
      }),
    ),
    /** Lines that are not among them. */
    more: z.number(),
  }),
  /** What identity providers have to be told. */
  toTell: z.array(z.strictObject({ organization: text.optional(), words: z.array(text) })),
  /** What the folder and the server do not share and no change is made of, in words. */
  notTaken: z.array(text),
  /** Secrets that `apply --secret CONNECTION=VARIABLE` has to name. */
  secrets: z.array(z.strictObject({ connection: text, field: text })),
  /** In their order; a body holds no secret. */
  requests: z.array(
    z.strictObject({
      request: text,
      body: z.unknown().optional(),
      /** Of a body that is too large to be printed. */
      bodyCharacters: z.number().optional(),
    }),
  ),
  /** What the message of its publish may say. */
  summary: text,
  /** Why nothing may be written to the project now. */
  refusal: text.optional(),
})
export type ReviewForm = z.infer<typeof reviewFormSchema>
