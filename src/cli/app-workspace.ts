import type { StoredWorkspace } from '../core/model/project'
import type { AppFiles } from '../main/files/app-files'
import { CommandError } from './command-error'
import { failureOf } from './error-words'

/**
 * The workspace of the app on this computer that a person calls so, as long as only one is called so.
 *
 * @throws CommandError in words, which name the others
 */
export async function findWorkspace(
  appFiles: Pick<AppFiles, 'workspaces'>,
  name: string,
): Promise<StoredWorkspace> {
  const stored = await appFiles.workspaces.read()
  if (!stored.ok) throw failureOf(stored.error)
  const known = (stored.value ?? []).filter(({ kind }) => kind === 'ory')
  const named = known.filter((each) => [each.id, each.name, each.ownName].includes(name))
  const [only, another] = named
  if (only && !another) return only
  const listed = (another ? named : known).map(
    (each) => `  ${each.ownName ?? each.name} (${each.id})`,
  )
  throw new CommandError(
    another
      ? `Several workspaces are called “${name}”:`
      : `The app on this computer has no workspace “${name}”. It has:`,
    ...(listed.length > 0 ? listed : ['  none']),
  )
}
