import type { MapperError } from '../core/mapper/engine'
import { basisNames, type BasisNote } from '../core/mapper/kratos/basis'
import type { MapperRun } from '../core/mapper/kratos/run'

/** The text on the error page and in the log, or the reason why the form is shown again. */
function textOf({ ending, error, consequences = [] }: MapperRun): string | undefined {
  if (ending?.at === 'error') return ending.text
  return consequences.length > 0 ? consequences.join('\n') : (error?.text ?? error?.message)
}

/**
 * A run as printed by `--json`. Every failure that ends on a form has the code `mapper.schema` and its
 * `consequences`, whatever refused it: scripts use that to distinguish a form from the error page.
 *
 * @param notes what the statements are based on
 */
export function runJson(run: MapperRun, notes: readonly BasisNote[] = []) {
  const { claims, evaluation, mapped, signIn, identity, ending, error } = run
  const onForm = ending !== undefined && 'messages' in ending
  return {
    ok: error === undefined,
    ...(ending ? { end: ending.at } : {}),
    ...(ending && 'status' in ending && ending.at !== 'error' ? { status: ending.status } : {}),
    ...(onForm ? { messages: ending.messages } : {}),
    ...(claims ? { claims: claims.claims } : {}),
    ...(evaluation
      ? {
          output: JSON.parse(evaluation.output) as unknown,
          trace: evaluation.trace,
          milliseconds: Math.round(evaluation.milliseconds * 10) / 10,
          ...(evaluation.slow === undefined ? {} : { slow: evaluation.slow }),
          ...(evaluation.large === undefined ? {} : { large: evaluation.large }),
        }
      : {}),
    ...(mapped ? { verifiedAddresses: mapped.verifiedAddresses, ignored: mapped.ignored } : {}),
    ...(identity ? { identity } : {}),
    ...(signIn ? { changed: signIn.changed, mapped: signIn.mapped } : {}),
    ...(run.addresses ? { addresses: run.addresses } : {}),
    ...(run.conflicts && run.conflicts.length > 0 ? { conflicts: run.conflicts } : {}),
    ...(run.blocked ? { blocked: run.blocked } : {}),
    ...(run.consequences && run.consequences.length > 0 ? { consequences: run.consequences } : {}),
    ...(error ? { error: errorJson(run, error) } : {}),
    ...(notes.length > 0
      ? {
          basis: notes.map(({ about, known, text }) => ({ about, known: basisNames[known], text })),
        }
      : {}),
  }
}

function errorJson(run: MapperRun, { form: _form, ...error }: MapperError) {
  const onForm = run.ending !== undefined && 'messages' in run.ending
  const text = textOf(run)
  return {
    ...error,
    ...(onForm ? { code: 'mapper.schema' } : {}),
    ...(text === undefined ? {} : { text }),
  }
}
