import { mkdir } from 'node:fs/promises'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { CommandError } from './command-error'
import { chooseFolder, teamProject, writeTeamProject } from './team-project'
import type { FoundProject, OpenedProject, ProjectWork } from './open-project'
import { line } from './plain-text'

/** Writes what the server has of a project into a team folder. */
export function pulling(
  root: string,
  values: { readonly replace?: true; readonly json?: true },
  out: Streams,
): ProjectWork<Ended, void> {
  async function meanwhile(finding: Promise<FoundProject>): Promise<void> {
    const found = await finding
    await mkdir(root, { recursive: true }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error)
      throw new CommandError(`${root} cannot be made: ${why}`)
    })
    await chooseFolder(found, root)
  }
  async function work(opened: OpenedProject): Promise<Ended> {
    const project = await teamProject(opened)
    if (project.note !== undefined) out.warn(opened.services.secrets.scrub(project.note))
    const replace = values.replace === true
    const isLeft = !['same', 'only-app'].includes(project.standing) && !replace
    const nothing = { written: [], removed: [] }
    const done =
      project.standing === 'same' || isLeft
        ? nothing
        : await writeTeamProject(opened, project, replace)
    if (values.json) writeJson(out, { left: isLeft, ...done })
    else {
      for (const path of done.written) out.write(line`written ${path}\n`)
      for (const path of done.removed) out.write(line`removed ${path}\n`)
      if (isLeft) {
        out.write('The folder has something else, which was left. See drift, or use --replace.\n')
      } else if (project.standing === 'same') out.write('The folder has the same already.\n')
    }
    return isLeft ? ended.toDo : ended.done
  }
  return { meanwhile, work }
}
