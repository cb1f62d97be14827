import type { Intents } from '../../../core/intents/intents'
import { success, type Result } from '../../../core/errors/result'
import { textMember } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { Access, ApiClient, CallOptions } from '../../api/client'
import { getNormalizedProject } from '../../api/endpoints/normalized'
import type { OwnWrites } from '../projects/own-writes'
import { wholeForm } from '../projects/scim-clients'

/** The revision of the form, which its patch is for: no document says that it has that of the project's document. */
export const formRevision = (snapshot: Snapshot): string =>
  textMember(wholeForm(snapshot) ?? {}, 'id') || snapshot.revisionId

/** Reads that disagree are repeated this often. */
export const looks = 3

export interface ReadClientsDeps {
  readonly client: ApiClient
  readonly access: Access
  readonly ownWrites: Pick<OwnWrites, 'withClients'>
  readonly now: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
}

/**
 * A project's state with the SCIM clients that its server has now, if the intents concern them: they edit clients, or
 * delete organizations, whose clients Ory deletes too. If document and form have different revisions, one of them may
 * be late, so both are read again after a moment.
 *
 * @param read reads the state without its SCIM clients
 * @returns the error of the form if it was readable before, or if the intents edit clients
 */
export async function readWithClients(
  { client, access, ownWrites, now, pause }: ReadClientsDeps,
  { organization, 'scim-client': edited }: Intents,
  read: () => Promise<Result<Snapshot>>,
  options: CallOptions = {},
): Promise<Result<Snapshot>> {
  const isEdited = Object.keys(edited).length > 0
  const isDeleted = Object.values(organization).some(({ kind }) => kind === 'delete')
  if (!isEdited && !isDeleted) return read()
  for (let look = 1; ; look += 1) {
    const state = await read()
    if (!state.ok) return state
    const form = await getNormalizedProject(client, access, state.value.summary.id, options)
    const both = ownWrites.withClients(state.value, form, now().toISOString())
    const { readAt, unread } = both.scim ?? {}
    if (!form.ok && (isEdited || (unread === 'failed' && readAt !== undefined))) return form
    if (!form.ok || formRevision(both) === both.revisionId || look >= looks) return success(both)
    await pause(1000 * look)
  }
}
