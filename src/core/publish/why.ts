import { z } from 'zod'
import { breaking, plainLine } from '../model/plain-line'

/** Longest texts about a publish, in UTF-16 units. */
export const longestSummary = 200
export const longestTicket = 100
/** Longest name of a person. */
export const longestPersonName = 100

const unbroken = new RegExp(`^[^${breaking}]*$`, 'u')

const line = (most: number) => z.string().trim().max(most).regex(unbroken)

/** A person's name, as others read it beside what they published; empty for none. */
export const personNameSchema = line(longestPersonName)

/** Why something is published, as a person says it. */
export const whySchema = z.object({
  /** One line; empty where the person says nothing. */
  summary: line(longestSummary),
  /** Of a change request or an issue: its number or its address. */
  ticket: line(longestTicket).optional(),
})
export type Why = z.infer<typeof whySchema>

/** As it is kept: whatever was taken out of its texts, they are read. */
export const keptWhySchema = z.object({ summary: z.string(), ticket: z.string().optional() })

/** A text in one line, as `whySchema` takes it but for its length. */
export const oneLine = (text: string): string => plainLine(text).trim()

/** What a person typed, in the form in which it is sent; `undefined` where they said nothing. */
export function whyOf(typed: {
  readonly summary: string
  readonly ticket: string
}): Why | undefined {
  const summary = oneLine(typed.summary).slice(0, longestSummary).trim()
  const ticket = oneLine(typed.ticket).slice(0, longestTicket).trim()
  if (summary === '' && ticket === '') return undefined
  return { summary, ...(ticket === '' ? {} : { ticket }) }
}

/** Whether something is said of why; a ticket alone does not say it. */
export const hasSummary = (why: Why | undefined): boolean => (why?.summary ?? '') !== ''
