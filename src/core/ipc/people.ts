import { z } from 'zod'
import { peopleCountsSchema } from '../people/counts'
import { peopleGroupSchema } from '../people/group'
import { projectIdSchema } from './ids'
import { request, secretInput } from './common'

const place = { projectId: projectIdSchema }

/** Maximum number of people shown; the exported table has all. */
export const mostPeopleShown = 1000

/** The stored project key, or one that the app makes and deletes again. */
const by = z.enum(['kept-key', 'made-key'])
export type PeopleBy = z.infer<typeof by>

/** Production, and every `made-key` read, needs `confirmedSlug`. */
const reading = { ...place, by, confirmedSlug: z.string().max(200).optional() }

/** `key`: the temporary key could not be deleted at Ory. */
const left = z.array(z.enum(['key']))

const declined = z.object({ kind: z.literal('declined') })

/**
 * `stopped` by a person, can continue; `repeated`: the server sent the same page twice; `expired`: it lost the
 * position; `too-many`: beyond the limit; `no-next`: no next page named. All but `stopped` restart.
 */
const ended = z.enum(['whole', 'stopped', 'repeated', 'expired', 'too-many', 'no-next'])
export type PeopleReadEnd = z.infer<typeof ended>

const knownSchema = z.object({
  /** Absent before the first read. */
  counts: peopleCountsSchema.optional(),
  key: z.enum(['kept', 'none']),
  /** The next read continues one stopped in this session. */
  goesOn: z.boolean(),
  /** Any window is reading. */
  isReading: z.boolean(),
})
export type KnownPeople = z.infer<typeof knownSchema>

/** Shown, never stored. */
const shownPersonSchema = z.object({ id: z.string(), addresses: z.array(z.string()) })
export type ShownPerson = z.infer<typeof shownPersonSchema>

/** Identities and sessions read so far. */
const progress = z.object({ people: z.number(), sessions: z.number() })

/**
 * People behind a setup, read from the project's own admin API; only counts and times are stored. Fails with
 * `people.running` during another read, `secret.missing` without a stored key, a guard's error for a temporary key,
 * and `api.unauthorized` or `api.forbidden` if the project rejects the key.
 */
export const peopleRequests = {
  /** From disk; no request is made. */
  'people.known': request(z.object(place), knownSchema),
  /** Every project with counts or a key. */
  'people.known-all': request(z.object({}), z.array(knownSchema.extend(place))),
  /**
   * Main asks before it makes a key. Continues a stopped or failed read. Partial counts never replace complete ones.
   */
  'people.read': {
    input: z.object(reading),
    output: z.discriminatedUnion('kind', [
      declined,
      z.object({ kind: z.literal('read'), counts: peopleCountsSchema, ended, left }),
    ]),
    progress,
  },
  /** Stops a read that any window started. */
  'people.stop': request(z.object(place), z.object({})),
  /** Stores a key in the keychain once the project accepts it; absent deletes the stored key. */
  'people.change-key': request(
    z.object({ ...place, apiKey: secretInput.optional() }),
    z.object({}),
  ),
  /** Reads a group's people with their addresses, after main asks. Nothing is stored. */
  'people.show': {
    input: z.object({ ...reading, group: peopleGroupSchema }),
    output: z.discriminatedUnion('kind', [
      declined,
      z.object({
        kind: z.literal('read'),
        people: z.array(shownPersonSchema).max(mostPeopleShown),
        /** Size of the group. */
        total: z.number(),
        /** False if the list stopped early: `total` is then a minimum. */
        isWhole: z.boolean(),
        left,
      }),
    ]),
    progress,
  },
  /** Asks where to save a table of a group's IDs, without addresses. */
  'people.export': {
    input: z.object({ ...reading, group: peopleGroupSchema }),
    output: z.discriminatedUnion('kind', [
      declined,
      z.object({
        kind: z.literal('saved'),
        name: z.string(),
        people: z.number(),
        isWhole: z.boolean(),
        left,
      }),
    ]),
    progress,
  },
} as const

export const peopleEvents = {
  /** Counts or key of a project changed, or a read began or ended. */
  'people.changed': z.object({ ...place, known: knownSchema }),
} as const
