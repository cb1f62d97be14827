import { intentsOf } from './folder-draft'
import { ended, type CliCommand } from './command'
import { CommandError } from './command-error'
import { serverOptions, serverUsage, withProject } from './open-project'
import { parseOptions, theOnly, UsageError } from './options'
import { writePlanFile } from './plan-file'
import { reviewMarkdown, reviewText } from './print-review'
import { heldBackIn, reviewOf } from './review'
import { readSecretOptions } from './secrets'
import { writeJson } from './streams'

const usage = `Usage: sso-workbench plan DIR --project NAME [--out FILE] [--secret CONNECTION=VARIABLE ...]
                         [--json | --format text|markdown] [--api URL] [--settings DIR]

Says what publishing a project of the team folder DIR would change on the server: the changes, what they do
to people, their problems, and the requests. It sends nothing. What the server has and the folder has not
is not deleted. --out writes the plan for apply; it holds no secret. A secret of a new connection is given
to apply; --secret here replaces that of a connection that is there.
${serverUsage}
Exit code 0 where nothing is to be changed, 2 where something is, 1 where it cannot be sent.
`

/** `plan DIR --project NAME` */
export const plan: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, {
      ...serverOptions,
      out: 'text',
      secret: 'texts',
      json: 'flag',
      format: 'text',
    })
    const root = theOnly(rest, 'plan takes one folder.')
    const { format = 'text' } = values
    if (format !== 'text' && format !== 'markdown') {
      throw new UsageError('--format is text or markdown.')
    }
    if (values.json && values.format !== undefined) {
      throw new UsageError('plan takes --json or --format, not both.')
    }
    const variables = readSecretOptions(values.secret ?? [])
    return withProject(values, async (opened) => {
      const { services, summary, snapshot } = opened
      const { draft, notTaken, from } = await intentsOf(opened, root, variables)
      const review = await reviewOf(opened, draft, notTaken)
      const { form, shown, told } = review
      if (values.json) writeJson(out, form)
      else out.write(format === 'markdown' ? reviewMarkdown(form) : reviewText(form))
      const stopped = heldBackIn(form)
      if (stopped.length > 0) {
        throw new CommandError(
          `${stopped.length} of ${form.changes.length} changes cannot be sent${values.out === undefined ? '' : ', so no plan was written'}.`,
        )
      }
      if (values.out !== undefined && draft) {
        const madeAt = services.now().toISOString()
        const project = summary.name
        await writePlanFile(values.out, {
          madeAt,
          project,
          from,
          draft: { ...draft, baseRevisionId: snapshot.revisionId },
          shown,
          told,
        })
      }
      return form.changes.length > 0 ? ended.toDo : ended.done
    })
  },
}
