import { ended, type CliCommand } from './command'
import { projectInFolder } from './folder-draft'
import { serverOptions, serverUsage, withProject } from './open-project'
import { parseOptions, theOnly } from './options'
import { line } from './plain-text'
import { writeJson } from './streams'
import { teamProject } from './team-project'

const usage = `Usage: sso-workbench drift DIR --project NAME [--json] [--api URL] [--settings DIR]

Says what the server has of a project and the team folder DIR has not, and the other way round. It sends and
writes nothing.
${serverUsage}
Exit code 0 where both have the same, 2 where they differ.
`

/** `drift DIR --project NAME` */
export const drift: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, { ...serverOptions, json: 'flag' })
    const root = theOnly(rest, 'drift takes one folder.')
    return withProject(values, async (opened) => {
      const { services, summary, valueOf } = opened
      const { teamFolder, secrets } = services
      await projectInFolder(opened, root)
      const { item, readingId, standing, note } = await teamProject(opened)
      const isSame = standing === 'same'
      const { lines, total } = isSame
        ? { lines: [], total: 0 }
        : valueOf(await teamFolder['team.differences']({ readingId, item }))
      const remarks = note === undefined ? [] : [note]
      const answer = {
        project: { name: summary.name, slug: summary.slug },
        same: isSame,
        differences: lines.map(({ about, field, app, folder }) => ({
          about,
          ...(field === undefined ? {} : { field }),
          ...(app === undefined ? {} : { server: app }),
          ...(folder === undefined ? {} : { folder }),
        })),
        more: total - lines.length,
        remarks,
      }
      // A server may say a key back in any text.
      const shown = secrets.hideIn(answer, new Set()) as typeof answer
      if (values.json) writeJson(out, shown)
      else {
        for (const { about, field, server, folder } of shown.differences) {
          out.write(line`${about}${field === undefined ? '' : `: ${field}`}\n`)
          out.write(line`  server: ${server ?? '(nothing)'}\n`)
          out.write(line`  folder: ${folder ?? '(nothing)'}\n`)
        }
        if (shown.more > 0) out.write(`and ${shown.more} more\n`)
        for (const remark of shown.remarks) out.write(line`${remark}\n`)
        if (isSame) out.write('The server and the folder have the same.\n')
        // What the file says of the form alone, such as a version of before, is no difference to people.
        else if (total === 0)
          out.write('The server and the folder write the same in another way.\n')
      }
      return isSame ? ended.done : ended.toDo
    })
  },
}
