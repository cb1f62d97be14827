import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { t } from '../language/translate'
import { appLink } from '../links/app-link'
import { milliseconds, nextDay, ownDay } from '../model/times'
import { plainLine } from '../model/plain-line'
import type { ProjectId } from '../model/project-id'
import { endSteps, type End, type Ending } from './ends'

/** An end with the project that it is in. */
export interface ProjectEnd extends End {
  readonly projectId: ProjectId
  /** Label of the connection's organization. */
  readonly customer?: string | undefined
}

/** Bytes of a line without its end; RFC 5545, 3.1. */
const longestLine = 75

/**
 * A text as a value: RFC 5545, 3.3.11. What no reader shows is left out.
 *
 * @internal Only this file and tests call it.
 */
export function calendarText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll(/\p{Cc}/gu, '')
}

/**
 * A line in parts of at most 75 bytes, each further one after a space; no character is cut.
 *
 * @internal Only this file and tests call it.
 */
export function foldedLine(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const character of line) {
    const size = utf8ToBytes(character).length
    // The space before a further part counts.
    if (bytes + size > longestLine) {
      parts.push(part)
      part = ''
      bytes = 1
    }
    part += character
    bytes += size
  }
  return [...parts, part].join('\r\n ')
}

const compact = (day: string) => day.replaceAll('-', '')

/**
 * The same in every export as long as the connection has its ID: a new certificate moves its event, so that nobody
 * is reminded of the old one.
 */
function uidOf({ projectId, target, of }: ProjectEnd): string {
  const text = `${projectId} ${target.kind} ${target.key} ${of}`
  return `${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32)}@sso-workbench`
}

const summaries: Readonly<Record<Ending, (name: string) => string>> = {
  certificate: (name) => t('Certificate of {name} expires', { name }),
  secret: (name) => t('Client secret of {name} expires', { name }),
}

/** Days before an end at which a calendar reminds: the first step is too early for a reminder that rings. */
const reminders = endSteps.slice(1)

function event(end: ProjectEnd, project: string, nowIso: string): string[] {
  const { projectId, target, customer, of, when } = end
  const name = plainLine(end.name)
  const day = ownDay(when)
  const summary = calendarText(summaries[of](name))
  const about = [
    t('Project: {name}', { name: plainLine(project) }),
    ...(customer === undefined ? [] : [t('Organization: {name}', { name: plainLine(customer) })]),
  ]
  const link = target.kind === 'connection' ? appLink({ projectId, target }) : undefined
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(end)}`,
    `DTSTAMP:${compact(nowIso.slice(0, 19)).replaceAll(':', '')}Z`,
    // A later export has a higher number, by which a calendar knows that it is the newer one. Minutes fit.
    `SEQUENCE:${Math.floor(milliseconds(nowIso) / 60_000)}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(nextDay(day))}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${calendarText(about.join('\n'))}`,
    ...(link === undefined ? [] : [`URL:${link}`]),
    // Nobody is busy that day.
    'TRANSP:TRANSPARENT',
    ...reminders.flatMap((days) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:-P${days}D`,
      `DESCRIPTION:${summary}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ]
}

/**
 * Ends as a calendar file (RFC 5545): an event of a whole day each, with reminders. What nobody can use is left out.
 *
 * @param nameOf of a project
 * @param nowIso ISO 8601 time of the export
 */
export function endsCalendar(
  ends: readonly ProjectEnd[],
  nameOf: (projectId: ProjectId) => string,
  nowIso: string,
): { readonly text: string; readonly count: number } {
  const inUse = ends.filter(({ isOff }) => !isOff)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//SSO Workbench//SSO Workbench//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${calendarText(t('Certificates and secrets'))}`,
    ...inUse
      .toSorted((one, other) => (one.when < other.when ? -1 : 1))
      .flatMap((end) => event(end, nameOf(end.projectId), nowIso)),
    'END:VCALENDAR',
  ]
  return { text: lines.map((line) => `${foldedLine(line)}\r\n`).join(''), count: inUse.length }
}
