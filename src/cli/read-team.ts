import { readTeamFolder } from '../core/team-folder/read-folder'
import type { TeamFolder } from '../core/team-folder/team'
import { readTeamFiles, type TeamFiles } from '../main/files/team-folder/read-team-files'
import { CommandError } from './command-error'

/** What lies in a team folder; one that cannot be read is refused in words. */
export async function readTeam(
  root: string,
): Promise<{ readonly contents: TeamFiles; readonly folder: TeamFolder }> {
  const contents = await readTeamFiles(root).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${root} cannot be read: ${why}`)
  })
  return { contents, folder: readTeamFolder(contents) }
}
