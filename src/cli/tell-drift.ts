import { ended, type Ended } from './command'
import { projectInFolder } from './folder-draft'
import type { OpenedProject, ProjectWork } from './open-project'
import { line } from './plain-text'
import { writeJson, type Streams } from './streams'
import { teamProject } from './team-project'

/** Prints what the server has of a project and a team folder has not, and the other way round. */
export function tellingDrift(
  root: string,
  isJson: boolean,
  out: Streams,
): ProjectWork<Ended, unknown> {
  async function work(opened: OpenedProject): Promise<Ended> {
    const { services, summary, valueOf } = opened
    const { teamFolder, secrets } = services
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
    if (isJson) writeJson(out, shown)
    else {
      for (const { about, field, server, folder } of shown.differences) {
        out.write(line`${about}${field === undefined ? '' : `: ${field}`}\n`)
        out.write(line`  server: ${server ?? '(nothing)'}\n`)
        out.write(line`  folder: ${folder ?? '(nothing)'}\n`)
      }
      if (shown.more > 0) out.write(`and ${shown.more} more\n`)
      for (const remark of shown.remarks) out.write(line`${remark}\n`)
      if (isSame) out.write('The server and the folder have the same.\n')
    }
    return isSame ? ended.done : ended.toDo
  }
  return { meanwhile: (finding) => projectInFolder(finding, root), work }
}
