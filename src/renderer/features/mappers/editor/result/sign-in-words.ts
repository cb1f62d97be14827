import { t } from '../../../../../core/language/translate'
import type { MapperInput, MapperRun } from '../../../../../core/mapper/kratos/run'
import { basisNotes, type BasisNote } from '../../../../../core/mapper/kratos/basis'
import { exceededLimit } from '../../../../../core/mapper/kratos/ending'
import type { Conflict } from '../../../../../core/mapper/kratos/conflicts'
import type { PageMessage } from '../../../../../core/mapper/engine'
import { blockedWords } from '../../../../../core/mapper/kratos/form-objects'
import type { UpdateOnLogin } from '../../../../../core/mapper/kratos/sign-in'
import { traitName } from '../../../../../core/mapper/kratos/sign-in'
import { sameJson, type JsonObject, type JsonValue } from '../../../../../core/model/json'
import type { AppError } from '../../../../../core/errors/app-error'
import { errorNote } from '../../../../components/notes/error-texts'
import { meaningOf } from '../text/problems'
import { valueAt } from '../../../../../core/mapper/cases/case-of-run'
import { identityChanges, shownValue } from './result-rows'
import { typedNames, typedParts } from '../claims/use-claims'

export interface OutlookLine {
  readonly tone: 'good' | 'warning' | 'danger' | 'neutral'
  readonly text: string
}

export const unchecked: OutlookLine = {
  tone: 'neutral',
  text: t('Traits are not checked: this run had no identity schema.'),
}

/** A run that the app's engine did not finish says nothing about Ory. */
export function unknownOutlook(error: AppError | undefined): OutlookLine {
  const text = error
    ? t('This is unknown: {why}.', { why: errorNote(error).title })
    : t('This is unknown.')
  return { tone: 'neutral', text }
}

/** Why the traits were not checked despite a schema. */
function schemaTrouble({ error }: MapperRun): OutlookLine | undefined {
  if (!error) return undefined
  if (error.code !== 'mapper.schema') return unknownOutlook(error)
  const text = t(
    'The identity schema itself cannot be used, so it is unknown whether the traits fit.',
  )
  return { tone: 'warning', text }
}

/** What happens at a first sign-in. @param form the registration form's values */
export function registrationOutlook(run: MapperRun, form: JsonObject = {}): OutlookLine[] {
  if (isUnknown(run)) return [unknownOutlook(run.error)]
  if (run.error?.form) {
    return refusedByForm(run.error.form, (values) =>
      t(
        'Ory returns to the registration form, where it cannot be fixed: `{message}` ' +
          '(message {id}).',
        values,
      ),
    )
  }
  if (!run.mapped) return errorPage(run, t('Ory shows an error page: nobody can register.'))
  if (!run.schemaProblems) {
    const trouble = schemaTrouble(run)
    return trouble ? [trouble] : [made(run, form), ...typedLines(run, form), unchecked]
  }
  const blocked = (run.blocked ?? []).map((trait): OutlookLine => ({
    tone: 'danger',
    text: `${blockedWords(trait)}.`,
  }))
  if (run.schemaProblems.length > 0) {
    const problems = problemLines(run, (missing) => (missing ? 'warning' : 'danger'))
    return [...blocked, ...problems, ...typedLines(run, form)]
  }
  return [
    ...blocked,
    made(run, form),
    ...typedLines(run, form),
    ...keptLines(run, form),
    ...addressLines(run),
    ...conflictLines(run),
  ]
}

/** The error page and the log entry. */
function errorPage({ ending, error }: MapperRun, text: string): OutlookLine[] {
  const page: OutlookLine = { tone: 'danger', text }
  if (ending?.at !== 'error') return [page]
  const [first = ''] = ending.text.trim().split('\n')
  const says = t('The error details say `{message}` ({status}).', {
    message: plain(first),
    status: ending.status,
  })
  const limit = error && exceededLimit(error)
  const lines = limit === undefined ? [says] : [plain(limit), says]
  return [page, ...lines.map((line): OutlookLine => ({ tone: 'neutral', text: line }))]
}

/** Errors shown on a form without an input to correct them. */
function refusedByForm(
  messages: readonly PageMessage[],
  wordsOf: (values: { readonly message: string; readonly id: number }) => string,
): OutlookLine[] {
  return messages.map(({ id, text }) => ({
    tone: 'danger',
    text: wordsOf({ message: plain(text), id }),
  }))
}

function problemLines(
  { schemaProblems = [], consequences, ending }: MapperRun,
  toneOf: (missing: boolean) => OutlookLine['tone'],
): OutlookLine[] {
  const own = schemaProblems.map((problem, at): OutlookLine => ({
    tone: toneOf(problem.missing),
    text: sentence(consequences?.[at] ?? problem.message),
  }))
  const messages = ending && 'messages' in ending ? ending.messages : []
  const shown = messages.map(({ id, field, text }): OutlookLine => {
    const values = { message: plain(text), id }
    return {
      tone: 'neutral',
      text:
        field === undefined
          ? t('The page says `{message}` (message {id}).', values)
          : t('Beside `{field}` the page says `{message}` (message {id}).', { ...values, field }),
    }
  })
  return [...own, ...shown]
}

/** Form values, and the mapper's values that they override. */
function typedLines({ mapped, identity }: MapperRun, form: JsonObject): OutlookLine[] {
  return typedParts(form).map(({ path, value }) => {
    const name = traitName(path)
    const given = valueAt(mapped?.traits ?? {}, path)
    const kept = valueAt(identity?.traits ?? {}, path) ?? value
    const values = { name, value: quoted(kept) }
    if (given === undefined || sameJson(given, value)) {
      return { tone: 'neutral', text: t('`{name}` is `{value}`, as typed in the form.', values) }
    }
    return {
      tone: 'warning',
      text: t(
        '`{name}` is `{value}`, as typed in the form: it overrides `{given}` from the mapper.',
        { ...values, given: quoted(given) },
      ),
    }
  })
}

/** Makes a text safe to put between backquotes. */
export const plain = (text: string): string => text.replaceAll('`', '’')
const quoted = (value: JsonValue): string => plain(shownValue(value))

function made({ mapped }: MapperRun, form: JsonObject): OutlookLine {
  const count = Object.keys(mapped?.traits ?? {}).length + typedParts(form).length
  return count === 0
    ? { tone: 'warning', text: t('An identity without traits is created.') }
    : {
        tone: 'good',
        text: t('An identity with these traits is created, and the person is signed in.'),
      }
}

/** Traits that Kratos stores differently, besides typed ones. */
function keptLines({ mapped, identity }: MapperRun, form: JsonObject): OutlookLine[] {
  if (!mapped || !identity) return []
  const typed = new Set(typedNames(form))
  const before = { traits: mapped.traits }
  const changes = identityChanges(before, { traits: identity.traits })
  return changes.flatMap(({ name: path, after }) => {
    if (after === undefined) return []
    const name = path.replace(/^traits\./, '')
    if (typed.has(name)) return []
    const text =
      after === '{}'
        ? t('`{name}` is stored as `{value}`: the form adds it where there is no value.', {
            name,
            value: after,
          })
        : t('`{name}` is stored as `{value}`.', { name, value: after })
    return [{ tone: 'neutral', text }]
  })
}

export function addressLines({ addresses, mapped }: MapperRun): OutlookLine[] {
  if (!addresses) return []
  const lines = addresses.flatMap(({ path, value, verified, verification, recovery, signIn }) => {
    const own: OutlookLine[] = []
    if (verification !== undefined) {
      own.push(
        verified
          ? { tone: 'good', text: t('`{value}` counts as verified.', { value }) }
          : {
              tone: 'warning',
              text: t('`{value}` is not verified: Ory asks to confirm it.', { value }),
            },
      )
    }
    if (signIn || recovery !== undefined) {
      const text = useWords(value, path && traitName(path), {
        signsIn: signIn,
        recovers: recovery !== undefined,
      })
      own.push({ tone: 'neutral', text })
    }
    return own
  })
  const values = new Set(addresses.map(({ value }) => value))
  const unused = (mapped?.verifiedAddresses ?? []).filter(({ value }) => !values.has(value))
  const idle = unused.map(({ value }): OutlookLine => {
    const text = t(
      '`{value}` is marked as verified, but no trait of the schema holds that address.',
      { value },
    )
    return { tone: 'warning', text }
  })
  return [...lines, ...idle]
}

/** Other uses of an address than mail. */
function useWords(
  value: string,
  trait: string | undefined,
  { signsIn, recovers }: { readonly signsIn: boolean; readonly recovers: boolean },
): string {
  if (trait === undefined) {
    if (!recovers) return t('With `{value}` a person also signs in.', { value })
    return signsIn
      ? t('With `{value}` a person also signs in and recovers the account.', { value })
      : t('With `{value}` a person also recovers the account.', { value })
  }
  if (!recovers) return t('With `{value}` (`{trait}`) a person also signs in.', { value, trait })
  return signsIn
    ? t('With `{value}` (`{trait}`) a person also signs in and recovers the account.', {
        value,
        trait,
      })
    : t('With `{value}` (`{trait}`) a person also recovers the account.', { value, trait })
}

/** It is unknown here whether another identity has the address, so both outcomes are described. */
function conflictLines({ conflicts = [] }: MapperRun): OutlookLine[] {
  return conflicts.map(({ values, at, id }: Conflict): OutlookLine => {
    const quotedValues = values.map((value) => `\`${value}\``)
    const named = quotedValues
      .slice(1)
      .reduce((left, right) => t('{left} or {right}', { left, right }), quotedValues[0] ?? '')
    const text =
      at === 'login'
        ? t(
            'If another identity has {values} already, Ory shows its sign-in page to link ' +
              'this sign-in to that account (message {id}).',
            { values: named, id },
          )
        : t(
            'If another identity has {values} already, Ory shows an error page ({id}), and ' +
              'the person is not signed in.',
            { values: named, id },
          )
    return { tone: 'neutral', text }
  })
}

/** What happens when an existing person signs in again. */
export function signInOutlook(run: MapperRun, update: UpdateOnLogin): OutlookLine[] {
  if (isUnknown(run)) return [unknownOutlook(run.error)]
  if (run.error?.form) {
    return refusedByForm(run.error.form, (values) =>
      t(
        'Ory returns to the sign-in page, where it cannot be fixed: `{message}` (message {id}).',
        values,
      ),
    )
  }
  if (update === 'never' && !run.error) {
    const text = t('The mapper is not run: this sign-in does not change the identity.')
    return [{ tone: 'neutral', text }]
  }
  if (!run.mapped || !run.signIn) {
    return errorPage(run, t('Ory shows an error page: nobody can sign in.'))
  }
  if (run.schemaProblems && run.schemaProblems.length > 0) return problemLines(run, () => 'danger')
  const trouble = run.schemaProblems ? undefined : schemaTrouble(run)
  if (trouble) return [trouble]
  const end: OutlookLine[] = run.schemaProblems ? [] : [unchecked]
  const done: OutlookLine = run.signIn.changed
    ? { tone: 'good', text: t('The identity is updated, and the person is signed in.') }
    : { tone: 'good', text: t('Nothing changes; the person is signed in.') }
  return [done, ...addressLines(run), ...conflictLines(run), ...end]
}

/** The engine failed, not the mapper. */
const isUnknown = ({ mapped, signIn, error }: MapperRun): boolean =>
  !mapped && !signIn && error !== undefined && meaningOf(error) === ''

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`)

/** Shown elsewhere: other identities have their own lines, a foreign audience is beside the claims. */
const toldElsewhere: ReadonlySet<BasisNote['about']> = new Set(['addresses', 'audience'])

/** What is assumed from documents rather than observed, a sentence each. @param provider name of the provider kind */
export function basisLines(
  input: Pick<MapperInput, 'claims' | 'form' | 'identity'>,
  run: MapperRun,
  provider: string,
): string[] {
  return basisNotes(input, run, provider).flatMap(({ about, known, text }) =>
    known === 'run' || toldElsewhere.has(about) ? [] : [text],
  )
}

/** Lines of `std.trace` with their place in the mapper. */
export function traceLines(trace: string): { readonly place?: string; readonly text: string }[] {
  return trace
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^TRACE: (\S*?:\d+) (.*)$/.exec(line)
      return match?.[1] !== undefined ? { place: match[1], text: match[2] ?? '' } : { text: line }
    })
}
