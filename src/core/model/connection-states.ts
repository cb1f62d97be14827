import { z } from 'zod'
import type { Snapshot } from './snapshot'

/** What is known of whether connections are enabled, by key; one that is absent is not known. */
export type ConnectionStates = Readonly<Record<string, 'enabled' | 'disabled' | undefined>>

/** What a server said of a project's connections, with the state of the project that it said it of. */
export const keptStatesSchema = z.object({
  revisionId: z.string(),
  /** ISO 8601 time at which it was told; absent in files of earlier versions. */
  at: z.string().optional(),
  /** By connection key; one that the server said nothing of is absent. */
  byKey: z.record(z.string(), z.enum(['enabled', 'disabled'])),
})
export type KeptStates = z.infer<typeof keptStatesSchema>

/**
 * Whether the connections of a state are enabled, by key. `undefined` where that was never read, or was
 * read of another revision: a change may have switched any of them.
 */
export function statesOf(
  { revisionId }: Pick<Snapshot, 'revisionId'>,
  kept: KeptStates | undefined,
): KeptStates['byKey'] | undefined {
  return kept?.revisionId === revisionId ? kept.byKey : undefined
}
