import type { MapperInput, MapperRun } from '../../../../core/mapper/kratos/run'
import { basisNotes } from '../../../../core/mapper/kratos/basis'
import type { Conflict } from '../../../../core/mapper/kratos/conflicts'
import type { PageMessage } from '../../../../core/mapper/engine'
import { blockedWords } from '../../../../core/mapper/kratos/form-objects'
import type { UpdateOnLogin } from '../../../../core/mapper/kratos/sign-in'
import { traitName } from '../../../../core/mapper/kratos/sign-in'
import { sameJson, type JsonObject, type JsonValue } from '../../../../core/model/json-value'
import type { AppError } from '../../../../core/errors/app-error'
import { errorNote } from '../../../components/error-texts'
import { meaningOf } from '../text/problems'
import { valueAt } from '../../../../core/mapper/cases/case-of-run'
import { identityChanges, shownValue } from './result-rows'
import { typedNames, typedParts } from '../claims/typed-parts'

export interface OutlookLine {
  readonly tone: 'good' | 'warning' | 'danger' | 'neutral'
  /** Names and values stand between backquotes. */
  readonly text: string
}

const unchecked: OutlookLine = {
  tone: 'neutral',
  text: 'Traits are not checked: this run had no identity schema.',
}

/** A run that the app's own engine did not finish says nothing about Ory. */
export function unknownOutlook(error: AppError | undefined): OutlookLine {
  const why = error ? `: ${errorNote(error).title}` : ''
  return { tone: 'neutral', text: `This is unknown${why}.` }
}

/** Why the traits could not be checked although there is a schema. */
function schemaTrouble({ error }: MapperRun): OutlookLine | undefined {
  if (!error) return undefined
  if (error.code !== 'mapper.schema') return unknownOutlook(error)
  const text = 'The identity schema itself cannot be used, so it is unknown whether the traits fit.'
  return { tone: 'warning', text }
}

/**
 * What happens when a person comes for the first time.
 *
 * @param form what they typed in the registration form
 */
export function registrationOutlook(run: MapperRun, form: JsonObject = {}): OutlookLine[] {
  if (isUnknown(run)) return [unknownOutlook(run.error)]
  if (run.error?.form) return refusedByForm(run.error.form, 'registration form')
  if (!run.mapped) return errorPage(run, 'nobody can register')
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

/** The error page, and what stands on it and in the log. */
function errorPage({ ending }: MapperRun, then: string): OutlookLine[] {
  const page: OutlookLine = { tone: 'danger', text: `Ory shows an error page: ${then}.` }
  if (ending?.at !== 'error') return [page]
  const [first = ''] = ending.text.trim().split('\n')
  const says = `The error details say \`${first.replaceAll('`', '’')}\` (${ending.status}).`
  return [page, { tone: 'neutral', text: says }]
}

/** Claims or an output that Kratos refuses on a form that has no input to correct them. */
function refusedByForm(messages: readonly PageMessage[], form: string): OutlookLine[] {
  return messages.map(({ id, text }) => ({
    tone: 'danger',
    text: `Ory returns to the ${form}, where it cannot be fixed: \`${text.replaceAll('`', '’')}\` (message ${id}).`,
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
    const where = field === undefined ? 'The page says' : `Beside \`${field}\` the page says`
    return { tone: 'neutral', text: `${where} \`${text.replaceAll('`', '’')}\` (message ${id}).` }
  })
  return [...own, ...shown]
}

/** Values of the form, and what of the mapper's they take the place of. */
function typedLines({ mapped, identity }: MapperRun, form: JsonObject): OutlookLine[] {
  return typedParts(form).map(({ path, value }) => {
    const name = traitName(path)
    const given = valueAt(mapped?.traits ?? {}, path)
    const kept = valueAt(identity?.traits ?? {}, path) ?? value
    const typed = `\`${name}\` is \`${quoted(kept)}\`, as typed in the form`
    if (given === undefined || sameJson(given, value)) return { tone: 'neutral', text: `${typed}.` }
    return {
      tone: 'warning',
      text: `${typed}: it overrides \`${quoted(given)}\` from the mapper.`,
    }
  })
}

/** For between backquotes. */
const quoted = (value: JsonValue): string => shownValue(value).replaceAll('`', '’')

function made({ mapped }: MapperRun, form: JsonObject): OutlookLine {
  const count = Object.keys(mapped?.traits ?? {}).length + typedParts(form).length
  return count === 0
    ? { tone: 'warning', text: 'An identity without traits is created.' }
    : {
        tone: 'good',
        text: 'An identity with these traits is created, and the person is signed in.',
      }
}

/** Traits that Kratos keeps otherwise than the mapper gives them, beside those that were typed. */
function keptLines({ mapped, identity }: MapperRun, form: JsonObject): OutlookLine[] {
  if (!mapped || !identity) return []
  const typed = new Set(typedNames(form))
  const before = { traits: mapped.traits }
  const changes = identityChanges(before, { traits: identity.traits })
  return changes.flatMap(({ name: path, after }) => {
    if (after === undefined) return []
    const name = path.replace(/^traits\./, '')
    if (typed.has(name)) return []
    const why = after === '{}' ? ': the form adds it where there is no value' : ''
    return [{ tone: 'neutral', text: `\`${name}\` is stored as \`${after}\`${why}.` }]
  })
}

function addressLines({ addresses, mapped }: MapperRun): OutlookLine[] {
  if (!addresses) return []
  const lines = addresses.flatMap(({ path, value, verified, verification, recovery, signIn }) => {
    const own: OutlookLine[] = []
    if (verification !== undefined) {
      own.push(
        verified
          ? { tone: 'good', text: `\`${value}\` counts as verified.` }
          : { tone: 'warning', text: `\`${value}\` is not verified: Ory asks to confirm it.` },
      )
    }
    const uses = [signIn ? 'signs in' : '', recovery === undefined ? '' : 'recovers the account']
    const used = uses.filter(Boolean).join(' and ')
    if (used !== '') {
      const trait = path ? ` (\`${traitName(path)}\`)` : ''
      own.push({ tone: 'neutral', text: `With \`${value}\`${trait} a person also ${used}.` })
    }
    return own
  })
  const values = new Set(addresses.map(({ value }) => value))
  const unused = (mapped?.verifiedAddresses ?? []).filter(({ value }) => !values.has(value))
  const idle = unused.map(({ value }): OutlookLine => {
    const text = `\`${value}\` is marked as verified, but no trait of the schema holds that address.`
    return { tone: 'warning', text }
  })
  return [...lines, ...idle]
}

/** Whether another identity has the address is unknown here, so both outcomes are described. */
function conflictLines({ conflicts = [] }: MapperRun): OutlookLine[] {
  return conflicts.map(({ values, at, id }: Conflict): OutlookLine => {
    const named = values.map((value) => `\`${value}\``).join(' or ')
    const then =
      at === 'login'
        ? `Ory shows its sign-in page to link this sign-in to that account (message ${id})`
        : `Ory shows an error page (${id}), and the person is not signed in`
    return { tone: 'neutral', text: `If another identity has ${named} already, ${then}.` }
  })
}

/** What happens when a person with an identity signs in again. */
export function signInOutlook(run: MapperRun, update: UpdateOnLogin): OutlookLine[] {
  if (isUnknown(run)) return [unknownOutlook(run.error)]
  if (run.error?.form) return refusedByForm(run.error.form, 'sign-in page')
  if (update === 'never' && !run.error) {
    const text = 'The mapper is not run: this sign-in does not change the identity.'
    return [{ tone: 'neutral', text }]
  }
  if (!run.mapped || !run.signIn) return errorPage(run, 'nobody can sign in')
  if (run.schemaProblems && run.schemaProblems.length > 0) return problemLines(run, () => 'danger')
  const trouble = run.schemaProblems ? undefined : schemaTrouble(run)
  if (trouble) return [trouble]
  const end: OutlookLine[] = run.schemaProblems ? [] : [unchecked]
  const done: OutlookLine = run.signIn.changed
    ? { tone: 'good', text: 'The identity is updated, and the person is signed in.' }
    : { tone: 'good', text: 'Nothing changes; the person is signed in.' }
  return [done, ...addressLines(run), ...conflictLines(run), ...end]
}

/** The engine failed, not the mapper. */
const isUnknown = ({ mapped, signIn, error }: MapperRun): boolean =>
  !mapped && !signIn && error !== undefined && meaningOf(error) === ''

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`)

/**
 * Statements about this run that rest on reading and not on a real run, a sentence each. Those about other
 * identities are left out, since their lines say so themselves.
 *
 * @param provider what the kind of provider is called
 */
export function basisLines(
  input: Pick<MapperInput, 'claims' | 'form' | 'identity'>,
  run: MapperRun,
  provider: string,
): string[] {
  return basisNotes(input, run, provider).flatMap(({ about, known, text }) =>
    known === 'run' || about === 'addresses' ? [] : [text],
  )
}

/** Lines of `std.trace`: where it stands in the mapper, and what it says. */
export function traceLines(trace: string): { readonly place?: string; readonly text: string }[] {
  return trace
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^TRACE: (\S*?:\d+) (.*)$/.exec(line)
      return match?.[1] !== undefined ? { place: match[1], text: match[2] ?? '' } : { text: line }
    })
}
