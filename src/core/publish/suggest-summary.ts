import type { Step } from '../draft/draft'
import { fieldName } from '../fields/value-words'
import { listedFirst } from '../language/listed'
import { currentLanguage } from '../language/locale'
import { t } from '../language/translate'
import { cutText } from '../model/cut-text'
import type { ChangedFields } from './changes'
import { changeId } from './change-id'
import { longestSummary, oneLine } from './why'

/** So many are named in a phrase; of the others there is the number. */
const mostNamed = 2
const longestName = 60

const between = '; '
/** Stands for the phrases that do not fit. */
const rest = `${between}…`

type Kind = ChangedFields['target']['kind']
type Changed = readonly ChangedFields[]

const shortName = (name: string) => cutText(oneLine(name), longestName)

/** How many, and what they are called. */
const namesOf = (changes: Changed) => ({
  count: changes.length,
  names: listedFirst(
    changes.map(({ label }) => shortName(label)),
    mostNamed,
  ),
})

// No phrase begins with a name: the first letter of all becomes a capital.
const settingsChanged = () => t('settings of all OIDC connections changed')

function newWords(kind: Kind, changes: Changed): string {
  if (kind === 'scim-client') {
    return t(
      '{count, plural, one {new SCIM client {names}} other {new SCIM clients {names}}}',
      namesOf(changes),
    )
  }
  return kind === 'organization'
    ? t(
        '{count, plural, one {new organization {names}} other {new organizations {names}}}',
        namesOf(changes),
      )
    : t(
        '{count, plural, one {new connection {names}} other {new connections {names}}}',
        namesOf(changes),
      )
}

function deletedWords(kind: Kind, changes: Changed): string {
  if (kind === 'scim-client') {
    return t(
      '{count, plural, one {SCIM client {names} deleted} other {SCIM clients {names} deleted}}',
      namesOf(changes),
    )
  }
  return kind === 'organization'
    ? t(
        '{count, plural, one {organization {names} deleted} other {organizations {names} deleted}}',
        namesOf(changes),
      )
    : t(
        '{count, plural, one {connection {names} deleted} other {connections {names} deleted}}',
        namesOf(changes),
      )
}

function editedWords(kind: Kind, field: string | undefined, changes: Changed): string {
  if (kind === 'method') return settingsChanged()
  if (field !== undefined) {
    return t('{field} of {names} changed', {
      field: shortName(fieldName(field)),
      ...namesOf(changes),
    })
  }
  if (kind === 'scim-client') {
    return t(
      '{count, plural, one {SCIM client {names} changed} other {SCIM clients {names} changed}}',
      namesOf(changes),
    )
  }
  return kind === 'organization'
    ? t(
        '{count, plural, one {organization {names} changed} other {organizations {names} changed}}',
        namesOf(changes),
      )
    : t(
        '{count, plural, one {connection {names} changed} other {connections {names} changed}}',
        namesOf(changes),
      )
}

/** Phrases of new organizations with their new connections, and then of the other new connections. */
function creations(changes: Changed): string[] {
  const isNew = (kind: Kind) => (item: ChangedFields) =>
    item.target.kind === kind && item.status === 'new'
  const organizations = changes.filter(isNew('organization'))
  const keys = new Set<unknown>(organizations.map(({ target }) => target.key))
  const isTheirs = ({ fields }: ChangedFields) =>
    fields.some(({ field, after }) => field === 'organization_id' && keys.has(after))
  const clients = changes.filter(isNew('scim-client'))
  const connections = changes.filter(isNew('connection'))
  const theirs = connections.filter(isTheirs).length
  const others = connections.filter((item) => !isTheirs(item))
  const first = organizations.length === 0 ? [] : [newWords('organization', organizations)]
  return [
    ...first.map((made) =>
      theirs === 0
        ? made
        : t('{made} with {count, plural, one {# connection} other {# connections}}', {
            made,
            count: theirs,
          }),
    ),
    ...(others.length === 0 ? [] : [newWords('connection', others)]),
    ...(clients.length === 0 ? [] : [newWords('scim-client', clients)]),
  ]
}

/** The field of a change, if it is one alone. */
function onlyField({ fields }: ChangedFields): string | undefined {
  const [only, ...others] = fields
  return others.length === 0 ? only?.field : undefined
}

/** Phrases of edits: what is alike is said once. */
function edits(changes: Changed): string[] {
  const alike = new Map<string, ChangedFields[]>()
  for (const change of changes.filter(({ status }) => status === 'edited')) {
    const key = JSON.stringify([change.target.kind, onlyField(change)])
    const same = alike.get(key)
    if (same) same.push(change)
    else alike.set(key, [change])
  }
  return [...alike.values()].flatMap((same) =>
    same.slice(0, 1).map((first) => editedWords(first.target.kind, onlyField(first), same)),
  )
}

function deletions(changes: Changed): string[] {
  return (['organization', 'connection', 'scim-client', 'method'] as const).flatMap((kind) => {
    const gone = changes.filter(
      ({ target, status }) => target.kind === kind && status === 'deleted',
    )
    return gone.length === 0 ? [] : [deletedWords(kind, gone)]
  })
}

/** As many phrases as there is room for, the first one in any case. */
function fitting(phrases: readonly string[]): string {
  const [first = '', ...others] = phrases
  let text = first
  for (const [index, phrase] of others.entries()) {
    const isLast = index === others.length - 1
    const room = longestSummary - (isLast ? 0 : rest.length)
    if (text.length + between.length + phrase.length > room) return `${text}${rest}`
    text = `${text}${between}${phrase}`
  }
  return text
}

/**
 * What a publish is about, in one line of at most `longestSummary`, for a person to use or to write over: names of
 * organizations, connections and fields, and no value of any. Empty for no change.
 *
 * @param changes those that are published
 * @param steps of the draft: what one says of itself in the present language stands for its changes
 */
export function suggestSummary(
  changes: Changed,
  steps: readonly Pick<Step, 'about' | 'language' | 'changes'>[] = [],
): string {
  const published = new Set(changes.map(({ target }) => changeId(target)))
  const told = new Set<string>()
  const touched = new Set<string>()
  /** In the order in which they were done. */
  const abouts = new Set<string>()
  for (const { about: kept, language = currentLanguage(), changes: own } of steps) {
    const about = language === currentLanguage() ? kept : undefined
    const ids = own.map(({ target }) => changeId(target)).filter((id) => published.has(id))
    for (const id of ids) (about === undefined ? touched : told).add(id)
    if (about !== undefined && ids.length > 0) abouts.add(about)
  }
  const untold = changes.filter(({ target }) => {
    const id = changeId(target)
    return !told.has(id) || touched.has(id)
  })
  const phrases = [...abouts, ...creations(untold), ...edits(untold), ...deletions(untold)]
  const text = fitting([...new Set(phrases)])
  return cutText(text.charAt(0).toLocaleUpperCase() + text.slice(1), longestSummary)
}
