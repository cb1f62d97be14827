import { mkdir } from 'node:fs/promises'
import { ended, type CliCommand } from './command'
import { CommandError } from './command-error'
import { chooseFolder } from './folder-draft'
import { serverOptions, serverUsage, withProject } from './open-project'
import { parseOptions, theOnly } from './options'
import { line } from './plain-text'
import { writeJson } from './streams'
import { teamProject, writeTeamProject } from './team-project'

const usage = `Usage: sso-workbench pull DIR --project NAME [--replace] [--json] [--api URL] [--settings DIR]

Writes what the server has of a project into the team folder DIR, which is made where it is missing. A file
that says something else than the server is left as it is: drift shows what, and --replace writes over it.
One that changes in between stays also then. No secret is written.
${serverUsage}
Exit code 0 where the folder has what the server has, 2 where it has something else, which stays.
`

/** `pull DIR --project NAME` */
export const pull: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, {
      ...serverOptions,
      replace: 'flag',
      json: 'flag',
    })
    const root = theOnly(rest, 'pull takes one folder.')
    return withProject(values, async (opened) => {
      await mkdir(root, { recursive: true }).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error)
        throw new CommandError(`${root} cannot be made: ${why}`)
      })
      await chooseFolder(opened, root)
      const project = await teamProject(opened)
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
    })
  },
}
