import type { Edit } from '../../../src/core/draft/edits'
import { consequencesOf } from '../../../src/core/publish/consequences'
import { planPublish } from '../../../src/core/publish/publish-plan'
import {
  beginSession,
  type BeginSessionDeps,
} from '../../../src/main/services/publish/begin-session'
import { readCurrent } from '../../../src/main/services/publish/read-current'
import { draftOf, value, type Bench } from '../services/main-services'

export const publishId = '7c9a1de2-5b0f-4a43-8f0d-6a6f8a3f4b10'

/** The dependencies of `beginSession`, on a bench. */
export const sessionDeps = (bench: Bench): BeginSessionDeps => ({
  client: bench.client,
  files: bench.files,
  workspaces: bench.workspaces,
  guards: bench.guards,
  ownWrites: bench.ownWrites,
  secretEnds: bench.secretEnds,
  servers: bench.servers,
  reader: bench.reader,
  readStored: bench.readStored,
  sleep: () => Promise.resolve(),
  now: () => new Date('2026-11-25T12:00:00Z'),
  publishFiles: bench.publishFiles,
  newId: () => publishId,
})

/** The reviewed state: saved edits, with the project as on the server. */
export async function agreedOn(bench: Bench, projectId: string, edits: readonly Edit[]) {
  const { draft } = await draftOf(bench, projectId, edits)
  const deps = { ...sessionDeps(bench), workspaces: bench.workspaces }
  const current = value(await readCurrent(deps, projectId as never))
  const plan = planPublish(current.snapshot, draft.intents)
  const { access } = current
  const confirmed = { harmed: [] }
  const [excluded, secrets] = [new Set<string>(), new Map<string, string>()]
  const consequences = consequencesOf(current.snapshot, plan.intents, '2026-11-25T12:00:00Z')
  const more = { excluded, secrets, said: {} }
  return { current, access, confirmed, draft, plan, consequences, ...more }
}

/** A publish that has begun but sent nothing. */
export async function sessionOf(bench: Bench, projectId: string, edits: readonly Edit[]) {
  const agreed = await agreedOn(bench, projectId, edits)
  const session = value(await beginSession(sessionDeps(bench), agreed))
  return { session, stored: agreed.draft }
}
