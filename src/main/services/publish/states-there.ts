import type { ConnectionStates } from '../../../core/model/connection-states'
import type { Snapshot } from '../../../core/model/snapshot'
import type { Access, ApiClient } from '../../api/client'
import { getNormalizedProject, type NormalizedProject } from '../../api/endpoints/normalized'
import { keepStates, toldStates, type KeepStatesDeps } from '../projects/keep-states'

/** How long a request of a publish waits for it, in milliseconds: many servers do not say it. */
const patience = 5_000

/** What is known of which connections of a state are enabled. */
export interface StatesThere {
  readonly states: ConnectionStates | undefined
  /** What the server says of it; absent where it was not asked, or did not say. */
  readonly form?: NormalizedProject
}

/** Whether a connection is disabled now that was not, or no longer is: nothing else decides how people sign in. */
function isNews(told: ConnectionStates, known: ConnectionStates = {}): boolean {
  const keys = new Set([...Object.keys(told), ...Object.keys(known)])
  return [...keys].some((key) => (told[key] === 'disabled') !== (known[key] === 'disabled'))
}

/**
 * What is known of which connections are enabled, on the state that a request goes to. Where that is another one than
 * was reviewed the server is asked: a colleague may have disabled the very connection that a draft leaves to people,
 * and the project's document does not say so. What was known holds where the server does not say it, or says no news.
 *
 * @param known on the state with `revisionId`
 */
export async function statesThere(
  { client, now }: { readonly client: ApiClient } & Pick<KeepStatesDeps, 'now'>,
  access: Access,
  state: Snapshot,
  known: { readonly revisionId: string; readonly states: ConnectionStates | undefined },
): Promise<StatesThere> {
  const { states } = known
  if (state.revisionId === known.revisionId) return { states }
  const signal = AbortSignal.timeout(patience)
  const form = await getNormalizedProject(client, access, state.summary.id, { signal })
  if (!form.ok) return { states }
  const { byKey } = toldStates(form.value, now)
  return { states: isNews(byKey, states) ? byKey : states, form: form.value }
}

/** Keeps what was said of a state that is kept too, as every read of a project does. */
export async function keepThere(
  deps: KeepStatesDeps,
  { summary, revisionId }: Snapshot,
  { form }: StatesThere,
): Promise<void> {
  if (form) await keepStates(deps, summary.id, revisionId, form)
}
