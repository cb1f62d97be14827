import type { Draft } from './draft'

/** Secrets in a draft's intents and history. */
export function secretReferences(draft: Draft): Set<string> {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, item] of Object.entries(value)) {
      if (name === '$secret' && typeof item === 'string') found.add(item)
      else visit(item)
    }
  }
  visit(draft.intents)
  visit(draft.past)
  visit(draft.future)
  visit(draft.branches)
  return found
}
