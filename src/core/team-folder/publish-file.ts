import { z } from 'zod'
import type { PublishSummary } from '../history/publish-history'
import { oneLine, personNameSchema, whySchema } from '../publish/why'
import { isSafeValue } from '../set-up-file/secrets'
import { documentText, readDocument, readMembers } from './document'

/** The publish behind a project's files: when, and if known by whom and why. */
export const teamPublishSchema = z.object({
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  by: personNameSchema.min(1).optional(),
  summary: whySchema.shape.summary.min(1).optional(),
  ticket: whySchema.shape.ticket,
})
export type TeamPublish = z.infer<typeof teamPublishSchema>

const members = ['at', 'by', 'summary', 'ticket'] as const

/** The shareable part of a publish, without texts that may hold secrets. */
export function teamPublishOf({
  endedAt,
  by,
  why,
}: Pick<PublishSummary, 'endedAt' | 'by' | 'why'>): TeamPublish {
  const said = (name: string, text: string | undefined) =>
    text !== undefined && oneLine(text) !== '' && isSafeValue(text) ? { [name]: oneLine(text) } : {}
  return {
    at: endedAt,
    ...said('by', by),
    ...said('summary', why?.summary),
    ...said('ticket', why?.ticket),
  }
}

/** Deterministic. */
export function publishFileText(publish: TeamPublish): string {
  const said = members.flatMap((name) =>
    publish[name] === undefined ? [] : [[name, publish[name]]],
  )
  return documentText('team-publish', Object.fromEntries(said))
}

/** Untrusted. */
export function readPublishFile(text: string) {
  const reading = readDocument('team-publish', text)
  return reading.ok ? readMembers(reading.document, members, teamPublishSchema) : reading
}
