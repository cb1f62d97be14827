import { reportedDifference, type DifferenceLine } from '../core/compare/text-difference'
import { contentFields } from '../core/fields/fields'
import type { JsonValue } from '../core/model/json'
import { mapperHash } from '../core/model/mapper-text'
import { inlineText } from '../core/set-up-file/inline-text'
import type { OpenedProject } from './open-project'
import type { Review } from './review'
import type { ReviewForm } from './review-form'

/**
 * A review with the changed lines of mappers and metadata. Where Ory's storage cannot give a text now, the change has
 * its hashes alone.
 */
export async function withDifferences(
  { form, changes }: Review,
  { services, summary, signal }: OpenedProject,
): Promise<ReviewForm> {
  const { projects, secrets } = services
  async function textOf(field: string, value: JsonValue | undefined): Promise<string | undefined> {
    // An address that is no hash of its text is an identity provider's, or anybody's.
    if (typeof value !== 'string' || mapperHash(value) === undefined) return undefined
    const inline = inlineText(value)
    if (inline !== undefined) return inline
    const kind = field === 'mapper_url' ? 'mapper' : 'metadata'
    const read = await projects.openTexts(summary.id, kind)(value, signal)
    return read.ok ? secrets.scrub(read.value) : undefined
  }
  const known = new Map<string, DifferenceLine[]>()
  async function linesOf({ field, before, after }: Review['changes'][number]['fields'][number]) {
    const key = JSON.stringify([field, before, after])
    let lines = known.get(key)
    if (!lines) {
      const [was, is] = [await textOf(field, before), await textOf(field, after)]
      lines = was === undefined || is === undefined ? [] : reportedDifference(field, was, is)
      known.set(key, lines)
    }
    return lines
  }
  const shown: ReviewForm['changes'][number][] = []
  for (const [at, change] of form.changes.entries()) {
    const fields: typeof change.fields = []
    for (const [index, item] of change.fields.entries()) {
      const values = change.status === 'edited' ? changes[at]?.fields[index] : undefined
      const lines = values && contentFields.has(item.field) ? await linesOf(values) : []
      fields.push(lines.length > 0 ? { ...item, lines } : item)
    }
    shown.push({ ...change, fields })
  }
  return { ...form, changes: shown }
}
