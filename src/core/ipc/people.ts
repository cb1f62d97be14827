import { z } from 'zod'
import { peopleCountsSchema } from '../people/counts'
import { peopleGroupSchema } from '../people/group'
import { projectIdSchema } from './ids'
import { secretInput } from './common'

const place = { projectId: projectIdSchema }

/** So many people of a group are shown at most; a table of ids has all. */
export const mostPeopleShown = 1000

/** With the key that is kept for the project, or one that the app makes and deletes again. */
const by = z.enum(['kept-key', 'made-key'])
export type PeopleBy = z.infer<typeof by>

/** `confirmedSlug` is required in production, and where a key is made alone. */
const reading = { ...place, by, confirmedSlug: z.string().max(200).optional() }

/** What could not be taken back at Ory: the key that was made. */
const left = z.array(z.enum(['key']))

/** The person said no when the app asked. */
const declined = z.object({ kind: z.literal('declined') })

/**
 * How a read of counts ended. `stopped`: by a person; it can go on. `repeated`: the server sent the same page again;
 * `expired`: it no longer knew where the read was; `too-many`: it is longer than is counted; `no-next`: it does not say where the list
 * goes on. Then it begins anew.
 */
const ended = z.enum(['whole', 'stopped', 'repeated', 'expired', 'too-many', 'no-next'])
export type PeopleReadEnd = z.infer<typeof ended>

const knownSchema = z.object({
  /** Absent where they were never read. */
  counts: peopleCountsSchema.optional(),
  /** Whether the keychain has a key of the project. */
  key: z.enum(['kept', 'none']),
  /** A read stopped early in this session: the next one goes on there. */
  goesOn: z.boolean(),
  /** A read is under way, of any window. */
  isReading: z.boolean(),
})
export type KnownPeople = z.infer<typeof knownSchema>

/** A person as they are shown, never kept. */
const shownPersonSchema = z.object({ id: z.string(), addresses: z.array(z.string()) })
export type ShownPerson = z.infer<typeof shownPersonSchema>

/** Identities and sessions that were read so far. */
const progress = z.object({ people: z.number(), sessions: z.number() })

const request = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
) => ({ input, output })

/**
 * People behind a set-up, read from the project's own admin API. What is kept of them are counts and times.
 * Failures besides those of the network: `people.running` while another read of people is under way, `secret.missing`
 * without a kept key, the guards' for a key that is made, and `api.unauthorized`, `api.forbidden` for a key that the
 * project does not take.
 */
export const peopleRequests = {
  /** From disk; no request is made. */
  'people.known': request(z.object(place), knownSchema),
  /** The same of every project whose people were counted or that has a key. */
  'people.known-all': request(z.object({}), z.array(knownSchema.extend(place))),
  /**
   * Counts the people of a project. With a key that is made, main asks first. A read that was stopped, or failed, goes on
   * where it was. Counts that are not whole are kept only where no whole ones are.
   */
  'people.read': {
    input: z.object(reading),
    output: z.discriminatedUnion('kind', [
      declined,
      z.object({ kind: z.literal('read'), counts: peopleCountsSchema, ended, left }),
    ]),
    progress,
  },
  /** Stops the read of a project, whichever window began it; has no effect without one. */
  'people.stop': request(z.object(place), z.object({})),
  /** Keeps a key of the project in the keychain, once the project has taken it; without one, forgets the kept key. */
  'people.change-key': request(
    z.object({ ...place, apiKey: secretInput.optional() }),
    z.object({}),
  ),
  /** Reads the people of a group, with their addresses. Main asks first. Nothing of it is kept. */
  'people.show': {
    input: z.object({ ...reading, group: peopleGroupSchema }),
    output: z.discriminatedUnion('kind', [
      declined,
      z.object({
        kind: z.literal('read'),
        people: z.array(shownPersonSchema).max(mostPeopleShown),
        /** All of the group. */
        total: z.number(),
        /** Without it the list stopped early: there are “at least” as many. */
        isWhole: z.boolean(),
        left,
      }),
    ]),
    progress,
  },
  /** Asks where to save a table of the ids of a group, without addresses, and reads and writes it. */
  'people.export': {
    input: z.object({ ...reading, group: peopleGroupSchema }),
    output: z.discriminatedUnion('kind', [
      declined,
      z.object({
        kind: z.literal('saved'),
        /** Name of the file. */
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
  /** What is known of the people of a project changed, or its key did, or a read began or ended: every window hears it. */
  'people.changed': z.object({ ...place, known: knownSchema }),
} as const
