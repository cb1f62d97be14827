import type { Confidence } from './details'
import { withoutStop } from './values'

const shapes = [
  {
    field: 'client_id',
    shape: /^\d{6,20}-[a-z0-9]{20,64}\.apps\.googleusercontent\.com$/,
    confidence: 'sure',
  },
  { field: 'client_id', shape: /^0oa[0-9A-Za-z]{17}$/, confidence: 'likely' },
  { field: 'secret', shape: /^GOCSPX-[\w-]{20,64}$/, confidence: 'sure' },
  { field: 'secret', shape: /^[\w.~-]{3}8Q~[\w.~-]{31,36}$/, confidence: 'likely' },
] as const

/** Values recognized by their form, without a label: Google's, Okta's, Microsoft's. */
export function shapedValues(text: string): {
  readonly kind: 'client_id' | 'secret'
  readonly value: string
  readonly start: number
  readonly confidence: Confidence
}[] {
  const found = []
  for (const match of text.matchAll(/[\w.~-]{20,140}/g)) {
    const value = withoutStop(match[0])
    // A value that is masked or cut after its beginning is not used.
    if (/^[*•…]/.test(text.slice(match.index + value.length))) continue
    const row = shapes.find(({ shape }) => shape.test(value))
    if (row) found.push({ kind: row.field, value, start: match.index, confidence: row.confidence })
    if (found.length >= 50) break
  }
  return found
}
