import type { DifferenceLine } from '../core/compare/text-difference'
import { projectServer } from '../core/model/project-id'
import { bounded, plain, line, differenceMarkdown, differenceText } from './plain-text'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { projectInFolder, teamProject } from './team-project'
import type { OpenedProject, ProjectWork } from './open-project'

/** What `drift --json` prints; docs/command-line.md names each member. */
interface DriftForm {
  readonly project: { readonly name: string; readonly slug: string }
  readonly same: boolean
  readonly differences: readonly {
    readonly about: string
    readonly field?: string
    readonly server?: string
    readonly folder?: string
    /** From the server's text to the folder's, of a mapper or of metadata. */
    readonly lines?: readonly DifferenceLine[]
  }[]
  /** Differences that are not among them. */
  readonly more: number
  readonly remarks: readonly string[]
}

const sameWords = 'The server and the folder have the same.'
const nothing = '(nothing)'
const titleOf = ({ about, field }: DriftForm['differences'][number]) =>
  field === undefined ? about : `${about}: ${field}`

function driftText({ same, differences, more, remarks }: DriftForm): string {
  return [
    ...differences.flatMap((difference) => [
      line`${titleOf(difference)}`,
      line`  server: ${difference.server ?? nothing}`,
      line`  folder: ${difference.folder ?? nothing}`,
      ...differenceText(difference.lines ?? [], '    '),
    ]),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...remarks.map((remark) => line`${remark}`),
    ...(same ? [sameWords] : []),
    '',
  ].join('\n')
}

/** As a job summary or a comment. */
function driftMarkdown({ project, same, differences, more, remarks }: DriftForm): string {
  return [
    `## ${plain(project.name)}: ${same ? 'no drift' : 'the server and the folder differ'}`,
    '',
    ...differences.flatMap((difference) => [
      `- **${plain(titleOf(difference))}**`,
      `  - server: ${plain(difference.server ?? nothing)}`,
      `  - folder: ${plain(difference.folder ?? nothing)}`,
      ...differenceMarkdown(difference.lines ?? [], '    '),
    ]),
    ...(more > 0 ? [`- and ${more} more`] : []),
    ...remarks.map((remark) => `- ${plain(remark)}`),
    '',
  ].join('\n')
}

/** Prints what the server has of a project and a team folder has not, and the other way round. */
export function tellingDrift(
  root: string,
  form: 'text' | 'markdown' | 'json',
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
    const answer: DriftForm = {
      project: { name: summary.name, slug: summary.slug },
      same: isSame,
      differences: lines.map(({ about, field, app, folder, lines: changed }) => ({
        about,
        ...(field === undefined ? {} : { field }),
        ...(app === undefined ? {} : { server: app }),
        ...(folder === undefined ? {} : { folder }),
        ...(changed ? { lines: changed } : {}),
      })),
      more: total - lines.length,
      remarks: note === undefined ? [] : [note],
    }
    // A server may say a key back in any text.
    const shown = bounded(secrets.hideIn(projectServer(summary.id), answer, new Set())) as DriftForm
    if (form === 'json') writeJson(out, shown)
    else out.write(form === 'markdown' ? driftMarkdown(shown) : driftText(shown))
    return isSame ? ended.done : ended.toDo
  }
  return { meanwhile: (finding) => projectInFolder(finding, root), work }
}
