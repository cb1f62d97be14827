import { t } from '../../../../../core/language/translate'
import type { AppError } from '../../../../../core/errors/app-error'
import type { MapperInput, MapperRun } from '../../../../../core/mapper/kratos/run'
import { scimBasis, scimNotes } from '../../../../../core/mapper/scim/basis'
import type { ExistingAccount, FoundBy } from '../../../../../core/mapper/kratos/existing-account'
import { addressLines, plain, unchecked, unknownOutlook, type OutlookLine } from './sign-in-words'

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
      'Ory answers with 409 if the account is in another organization, or in none without a verified email under one of the organization’s domains.',
    ),
  },
  {
    tone: 'neutral',
    text: t(
      'With each POST, PUT and PATCH of a user, the mapper’s traits and metadata replace the existing ones, including what people or SSO changed. With PUT, a user without `active` is active again.',
    ),
  },
  {
    tone: 'neutral',
    text: t(
      '`active`, `password` and the organization bypass the mapper: Ory takes the first two from the user, and the organization from the SCIM client.',
    ),
  },
]

/** What happens to a user. @param run absent if the app's engine did not finish */
export function scimOutlook(
  run: MapperRun | undefined,
  error: AppError | undefined,
): OutlookLine[] {
  if (!run) return [unknownOutlook(error)]
  const { ending } = run
  const { existing } = run
  // Created people are described as new users.
  if (existing?.outcome === 'conflict' || existing?.outcome === 'created')
    return accountLines(existing)
  if (ending?.at === 'refused') {
    // A wrong output is reported above.
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
  const lines = existing ? accountLines(existing) : []
  if (lines.length === 0) {
    if (ending?.at !== 'provisioned') return [unknownOutlook(run.error)]
    lines.push(doneLine(run, ending.status))
  }
  return [
    ...lines,
    activeLine(run),
    ...addressLines(run),
    ...conflictLines(run),
    ...(run.schemaProblems ? [] : [unchecked]),
  ].flat()
}

/** What Ory does with an existing account, and by which address it finds it. */
function accountLines({
  outcome,
  membership,
  foundBy,
  adoptedBy = '',
}: ExistingAccount): OutlookLine[] {
  const found: OutlookLine[] = foundBy ? [{ tone: 'neutral', text: foundWords(foundBy) }] : []
  switch (outcome) {
    case 'updated':
      return []
    case 'adopted':
      return [
        {
          tone: 'good',
          text: t(
            'The account joins the organization and is updated: {email} is verified and under one of its domains.',
            { email: `\`${adoptedBy}\`` },
          ),
        },
        ...found,
      ]
    case 'depends':
      return [
        {
          tone: 'warning',
          text: t(
            'If one of its verified emails is under a verified domain of the organization, the account joins it and is updated. Otherwise Ory answers with 409.',
          ),
        },
        ...found,
      ]
    case 'conflict':
      return [
        {
          tone: 'danger',
          text:
            membership === 'other'
              ? t('Ory answers with 409: the account belongs to another organization.')
              : t(
                  'Ory answers with 409: the account has no verified email under a domain of the organization.',
                ),
        },
        ...found,
      ]
    case 'created':
      return [
        {
          tone: 'good',
          text: t(
            'A new identity is created (201): Ory does not find this account by any of its addresses.',
          ),
        },
      ]
  }
}

function foundWords({ address, as }: FoundBy): string {
  const values = { address: `\`${address}\`` }
  switch (as) {
    case 'login':
      return t('Ory finds the account by its sign-in name {address}.', values)
    case 'verified':
      return t('Ory finds the account by its verified email {address}.', values)
    case 'recovery':
      return t('Ory finds the account by its recovery address {address}.', values)
  }
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

/** Depends on `active` alone, not on the mapper. */
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

/** It is unknown here whether another identity has the address. */
function conflictLines({ conflicts = [] }: MapperRun): OutlookLine[] {
  return conflicts.map(({ values, id, text }) => ({
    tone: 'warning',
    text: t(
      'If an account outside the organization already has {values}, Ory adopts it or answers with {id}: `{text}`.',
      { values: values.map((value) => `\`${value}\``).join(', '), id, text },
    ),
  }))
}

export const scimBasisLines = (
  input: Pick<MapperInput, 'claims' | 'identity'>,
  run: MapperRun,
): string[] =>
  [...scimBasis, ...scimNotes(input, run)].flatMap(({ about, text }) =>
    about === 'addresses' ? [] : [text],
  )
