import { z } from 'zod'

const steps = z.array(z.looseObject({}))
const draftSchema = z.looseObject({
  version: z.literal(1),
  intents: z.looseObject({}),
  past: steps,
  future: steps,
})

/**
 * Version 2: the history is a tree whose steps have ids, and the draft has the number of its last
 * journal entry. Version 1 had one line of steps and no journal. The ids are derived from the position
 * in the history, so that migrating the same file twice gives the same ids.
 */
export function draftWithHistoryTree(data: unknown): unknown {
  const { version: _gone, past, future, ...draft } = draftSchema.parse(data)
  const numbered = (items: z.infer<typeof steps>, before: number) =>
    items.map((step, index) => ({ id: `step-${before + index + 1}`, ...step }))
  return {
    sequence: 0,
    draft: {
      ...draft,
      // Settings of methods were added while version 1 was in use.
      intents: { method: {}, ...draft.intents },
      past: numbered(past, 0),
      future: numbered(future, past.length),
      branches: [],
    },
  }
}
