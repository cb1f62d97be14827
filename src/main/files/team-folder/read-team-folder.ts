import { withoutPauses } from '../../../core/model/pauses'
import { readingTeamFolder } from '../../../core/team-folder/read-folder'
import type { TeamFolder } from '../../../core/team-folder/team'
import { codeOf } from '../store/file-errors'
import { readTeamFiles, type Folders } from './read-team-files'

/** The folder's content, or the system's error code. */
export type ReadFolder =
  | {
      readonly ok: true
      readonly folder: TeamFolder
      /** SHA-512 in lower-case hex, by path. */
      readonly hashes: ReadonlyMap<string, string>
    }
  | { readonly ok: false; readonly code: string | undefined }

/** Reads and parses a team folder, which can take seconds; `understand` runs the steps. */
export async function readTeamFolderAt(
  root: string,
  folders?: Folders,
  understand: (
    steps: Generator<void, TeamFolder>,
  ) => TeamFolder | Promise<TeamFolder> = withoutPauses,
): Promise<ReadFolder> {
  try {
    const contents = await readTeamFiles(root, folders)
    const folder = await understand(readingTeamFolder(contents))
    return { ok: true, folder, hashes: contents.hashes }
  } catch (error) {
    return { ok: false, code: codeOf(error) }
  }
}
