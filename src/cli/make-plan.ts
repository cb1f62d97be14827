import { noIntents } from '../core/intents/intents'
import type { ProjectInFolder } from '../main/services/team-folder-files'
import { CommandError } from './command-error'
import { ended, type Ended } from './command'
import { compareBeforehand, intentsOf, projectInFolder } from './folder-draft'
import type { OpenedProject, ProjectWork } from './open-project'
import { withCases } from './plan-cases'
import { withDifferences } from './plan-differences'
import { writePlanFile } from './plan-file'
import { printedReview, reviewMarkdown, reviewText } from './print-review'
import { heldBackIn, reviewOf } from './review'
import type { NamedVariables } from './secret-options'
import type { ServerValues } from './server-options'
import { writeJson, type Streams } from './streams'

/** What `plan` was asked for. */
interface AskedPlan extends ServerValues {
  /** The team folder. */
  readonly root: string
  readonly form: 'text' | 'markdown' | 'json'
  readonly variables: NamedVariables
  /** Where the plan is written to; nowhere where it is absent. */
  readonly out?: string | undefined
}

/** Prints what publishing a project of a team folder would change, and writes it as a plan. */
export function planning(asked: AskedPlan, streams: Streams): ProjectWork<Ended, ProjectInFolder> {
  async function work(opened: OpenedProject, inFolder: ProjectInFolder): Promise<Ended> {
    const { services, summary, snapshot } = opened
    const { draft, notTaken, from } = await intentsOf(opened, inFolder, asked.variables)
    const review = await reviewOf(opened, draft, notTaken)
    const { shown, told } = review
    const compared = await withDifferences(review, opened)
    const form = await withCases(compared, draft?.intents ?? noIntents, inFolder)
    if (asked.form === 'json') writeJson(streams, printedReview(form))
    else streams.write(asked.form === 'markdown' ? reviewMarkdown(form) : reviewText(form))
    const stopped = heldBackIn(form)
    if (stopped.length > 0) {
      throw new CommandError(
        `${stopped.length} of ${form.changes.length} changes cannot be sent${asked.out === undefined ? '' : ', so no plan was written'}.`,
      )
    }
    if (asked.out !== undefined && draft) {
      await writePlanFile(asked.out, {
        madeAt: services.now().toISOString(),
        project: summary.name,
        from,
        draft: { ...draft, baseRevisionId: snapshot.revisionId },
        shown,
        told,
      })
    }
    return form.changes.length > 0 ? ended.toDo : ended.done
  }
  return {
    meanwhile: (finding) => projectInFolder(finding, asked.root),
    beforehand: compareBeforehand,
    work,
  }
}
