import { t } from '../../../../../core/language/translate'
import type { AppError } from '../../../../../core/errors/app-error'
import type { MapperInput, MapperRun } from '../../../../../core/mapper/kratos/run'
import { scimBasis, scimNotes } from '../../../../../core/mapper/scim/basis'
import { addressLines, plain, unchecked, unknownOutlook, type OutlookLine } from './sign-in-words'

/** What is known to hurt whoever provisions people by SCIM, whatever the mapper. */
export const scimDangers: readonly OutlookLine[] = [
  {
    tone: 'warning',
    text: t(
      '`DELETE /Users` deletes the identity for good, with its sign-ins. Set the identity provider to deactivate people (`active: false`), not to delete them.',
    ),
  },
  {
    tone: 'warning',
    text: t(
      'An identity is in one organization at most. A user whose address an identity of another organization has is answered with 409 and not provisioned.',
    ),
  },
  {
    tone: 'neutral',
    text: t(
      'The mapper runs with each POST, PUT and PATCH of a user and overwrites what people changed themselves. With PUT, who is sent without `active` is active again.',
    ),
  },
]

/**
 * What becomes of a user.
 *
 * @param run absent where the app's own engine did not finish it
 */
export function scimOutlook(
  run: MapperRun | undefined,
  error: AppError | undefined,
): OutlookLine[] {
  if (!run) return [unknownOutlook(error)]
  const { ending } = run
  if (ending?.at === 'refused') {
    // A wrong output is told above.
    const says = run.evaluation ? [] : [plain(firstLine(ending.text))]
    return [
      {
        tone: 'danger',
        text: t('Ory answers the identity provider with {status}: the person is not provisioned.', {
          status: ending.status,
        }),
      },
      ...says.map((text): OutlookLine => ({ tone: 'neutral', text })),
    ]
  }
  const problems = run.schemaProblems ?? []
  if (problems.length > 0) {
    return (run.consequences ?? []).map((text): OutlookLine => ({
      tone: 'danger',
      text: `${text}.`,
    }))
  }
  if (ending?.at !== 'provisioned') return [unknownOutlook(run.error)]
  return [
    doneLine(run, ending.status),
    activeLine(run),
    ...addressLines(run),
    ...conflictLines(run),
    ...(run.schemaProblems ? [] : [unchecked]),
  ].flat()
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? ''

function doneLine({ signIn, mapped }: MapperRun, status: number): OutlookLine {
  if (signIn) {
    return signIn.changed
      ? { tone: 'good', text: t('The identity is updated ({status}).', { status }) }
      : { tone: 'good', text: t('Nothing changes in the identity ({status}).', { status }) }
  }
  return Object.keys(mapped?.traits ?? {}).length === 0
    ? { tone: 'warning', text: t('An identity without traits is created.') }
    : {
        tone: 'good',
        text: t('An identity with these traits is created in the organization ({status}).', {
          status,
        }),
      }
}

/** By `active` alone: what a mapper gives does not matter. */
function activeLine({ claims }: MapperRun): OutlookLine[] {
  return claims?.claims['active'] === false
    ? [
        {
          tone: 'neutral',
          text: t('`active` is false: the identity is there, and the person cannot sign in.'),
        },
      ]
    : []
}

/** Whether another identity has the address is unknown here. */
function conflictLines({ conflicts = [] }: MapperRun): OutlookLine[] {
  return conflicts.map(({ values, id, text }) => ({
    tone: 'warning',
    text: t(
      'If an identity of another organization has {values} already, Ory answers with {id}: `{text}`.',
      { values: values.map((value) => `\`${value}\``).join(', '), id, text },
    ),
  }))
}

/** What all of this is based on, a sentence each. */
export const scimBasisLines = (
  input: Pick<MapperInput, 'claims' | 'identity'>,
  run: MapperRun,
): string[] =>
  [...scimBasis, ...scimNotes(input, run)].flatMap(({ about, text }) =>
    about === 'addresses' ? [] : [text],
  )
