import type { MapperRun } from '../../../core/mapper/run'
import type { UpdateOnLogin } from '../../../core/mapper/kratos/sign-in'
import { traitName } from '../../../core/mapper/kratos/sign-in'
import type { AppError } from '../../../core/errors/app-error'
import { errorNote } from '../../components/error-texts'
import { meaningOf } from './problems'

export interface OutlookLine {
  readonly tone: 'good' | 'warning' | 'danger' | 'neutral'
  /** Names and values stand between backquotes. */
  readonly text: string
}

const errorPage: OutlookLine = { tone: 'danger', text: 'Ory shows an error page.' }
const unchecked: OutlookLine = {
  tone: 'neutral',
  text: 'Traits are not checked: this run had no identity schema.',
}

/** A run of the app's own engine that did not end says nothing about Ory. */
export function unknownOutlook(error: AppError | undefined): OutlookLine {
  const why = error ? `: ${errorNote(error).title}` : ''
  return { tone: 'neutral', text: `This is not known${why}.` }
}

/** What stands in the way of the check of the traits, where there is a schema. */
function schemaTrouble({ error }: MapperRun): OutlookLine | undefined {
  if (!error) return undefined
  if (error.code !== 'mapper.schema') return unknownOutlook(error)
  const text = 'The identity schema itself cannot be used, so nobody knows whether the traits fit.'
  return { tone: 'warning', text }
}

/** What happens when a person comes for the first time. */
export function registrationOutlook(run: MapperRun): OutlookLine[] {
  if (isUnknown(run)) return [unknownOutlook(run.error)]
  if (!run.mapped) return [{ ...errorPage, text: 'Ory shows an error page: nobody can register.' }]
  if (!run.schemaProblems) {
    const trouble = schemaTrouble(run)
    return trouble ? [trouble] : [made(run), unchecked]
  }
  if (run.schemaProblems.length > 0) {
    return run.schemaProblems.map((problem, at) => ({
      tone: problem.missing ? 'warning' : 'danger',
      text: sentence(run.consequences?.[at] ?? problem.message),
    }))
  }
  return [made(run), ...addressLines(run)]
}

function made({ mapped }: MapperRun): OutlookLine {
  const count = Object.keys(mapped?.traits ?? {}).length
  return count === 0
    ? { tone: 'warning', text: 'An identity without any trait is made.' }
    : { tone: 'good', text: 'An identity with these traits is made, and the person is signed in.' }
}

function addressLines({ addresses = [], mapped }: MapperRun): OutlookLine[] {
  const lines = addresses.flatMap(({ path, value, verified, verification, signIn }) => {
    const own: OutlookLine[] = []
    if (verification !== undefined) {
      own.push(
        verified
          ? { tone: 'good', text: `\`${value}\` counts as verified.` }
          : { tone: 'warning', text: `\`${value}\` is not verified: Ory asks to confirm it.` },
      )
    }
    if (signIn) {
      const text = `\`${traitName(path)}\` is also an identifier to sign in with.`
      own.push({ tone: 'neutral', text })
    }
    return own
  })
  const values = new Set(addresses.map(({ value }) => value))
  const unused = (mapped?.verifiedAddresses ?? []).filter(({ value }) => !values.has(value))
  const idle = unused.map(({ value }): OutlookLine => {
    const text = `\`${value}\` is named as verified, and no trait of the schema is that address.`
    return { tone: 'warning', text }
  })
  return [...lines, ...idle]
}

/** What happens when a person who has an identity comes again. */
export function signInOutlook(run: MapperRun, update: UpdateOnLogin): OutlookLine[] {
  if (update === 'never') {
    const text = 'The mapper is not run: this sign-in leaves the identity as it is.'
    return [{ tone: 'neutral', text }]
  }
  if (isUnknown(run)) return [unknownOutlook(run.error)]
  if (!run.mapped || !run.signIn) {
    return [{ ...errorPage, text: 'Ory shows an error page: nobody can sign in.' }]
  }
  if (run.schemaProblems && run.schemaProblems.length > 0) {
    return run.schemaProblems.map((problem, at) => ({
      tone: 'danger',
      text: sentence(run.consequences?.[at] ?? problem.message),
    }))
  }
  const trouble = run.schemaProblems ? undefined : schemaTrouble(run)
  if (trouble) return [trouble]
  const end: OutlookLine[] = run.schemaProblems ? [] : [unchecked]
  return run.signIn.changed
    ? [{ tone: 'good', text: 'The identity is updated, and the person is signed in.' }, ...end]
    : [{ tone: 'good', text: 'Nothing changes; the person is signed in.' }, ...end]
}

/** The engine failed, not the mapper. */
const isUnknown = ({ mapped, error }: MapperRun): boolean =>
  !mapped && error !== undefined && meaningOf(error) === ''

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`)

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
