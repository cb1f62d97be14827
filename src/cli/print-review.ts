import { contentWords } from '../core/fields/value-words'
import { inlineMapperBytes } from '../core/model/mapper-text'
import {
  differenceMarkdown,
  differenceText,
  fenced,
  plain,
  colored,
  coloredSeverity,
  bounded,
  jsonText,
  line,
} from './plain-text'
import type { ReviewForm } from './review'

type ChangeForm = ReviewForm['changes'][number]
type FieldForm = ChangeForm['fields'][number]

const signs = { new: '+', edited: '~', deleted: '-' } as const
const signColors = { new: 'green', edited: 'yellow', deleted: 'red' } as const
const kindWords = {
  organization: 'organization',
  connection: 'connection',
  'scim-client': 'SCIM client',
  method: 'sign-in method',
} as const

const fieldLine = ({ name, before, after, lines }: FieldForm) =>
  lines
    ? line`${name}: changed lines`
    : before === undefined
      ? line`${name}: ${after ?? ''}`
      : line`${name}: ${before} → ${after ?? '(removed)'}`

/** Only what is new of a new one; of a deleted one its name says enough. */
const shownFields = ({ status, fields }: ChangeForm) => (status === 'deleted' ? [] : fields)

/** What the saved cases of a changed mapper say; empty without any. */
function casesWords({ cases }: ChangeForm): string {
  if (!cases) return ''
  const { passed, failed } = cases
  const all = passed + failed.length
  return failed.length === 0
    ? `${all} ${all === 1 ? 'saved case passes' : 'saved cases pass'}`
    : `${failed.length} of ${all} saved cases fail: ${failed.join(', ')}`
}

/** A change in a line, such as `+ connection Okta`. */
export const changeTitle = ({ status, kind, name }: Pick<ChangeForm, 'status' | 'kind' | 'name'>) =>
  colored(signColors[status], line`${signs[status]} ${kindWords[kind]} ${name}`)

function changeLines(change: ChangeForm): string[] {
  const { problems, heldBack } = change
  return [
    changeTitle(change),
    ...shownFields(change).flatMap((field) => [
      `    ${fieldLine(field)}`,
      ...differenceText(field.lines ?? [], '      '),
    ]),
    ...problems.map(
      ({ severity, message }) => `    ${coloredSeverity(severity)}: ${line`${message}`}`,
    ),
    ...(change.cases ? [line`    ${casesWords(change)}`] : []),
    ...(heldBack === undefined ? [] : [line`    cannot be sent: ${heldBack}`]),
  ]
}

export function countWords(
  changes: readonly Pick<ChangeForm, 'status'>[],
  requests: number,
): string {
  const count = (status: ChangeForm['status']) =>
    changes.filter((change) => change.status === status).length
  return `${count('new')} new, ${count('edited')} edited, ${count('deleted')} deleted, in ${requests} ${requests === 1 ? 'request' : 'requests'}.`
}

const impactLines = ({ impact }: ReviewForm) => [
  line`${impact.summary}`,
  ...impact.lines.flatMap(({ words, before, after }) => [
    line`  ${words}`,
    ...(before === undefined ? [] : [line`    before: ${before}`]),
    ...(after === undefined ? [] : [line`    after:  ${after}`]),
  ]),
  ...(impact.more > 0 ? [`  and ${impact.more} more`] : []),
]

const toTellLines = ({ toTell }: ReviewForm) =>
  toTell.flatMap(({ organization = 'Everybody', words }) =>
    words.map((item) => line`  ${organization}: ${item}`),
  )

/** The changes with each difference once: many connections may have one mapper. */
function withoutRepeats(changes: readonly ChangeForm[]): ChangeForm[] {
  const seen = new Map<string, string>()
  return changes.map((change) => ({
    ...change,
    fields: change.fields.map((field) => {
      if (!field.lines) return field
      const difference = JSON.stringify(field.lines)
      const first = seen.get(difference)
      seen.set(difference, first ?? change.name)
      const { field: id, name } = field
      return first === undefined
        ? field
        : { field: id, name, after: `changed lines as in ${first}` }
    }),
  }))
}

/** A body for a reader, with the hash of an inline text in the place of its Base64. */
const shownBody = (body: unknown) =>
  jsonText(
    JSON.parse(JSON.stringify(body), (_name, value: unknown) =>
      typeof value === 'string' && inlineMapperBytes(value)
        ? `base64://… (SHA-512 ${contentWords(value)})`
        : value,
    ),
  )

/** Characters of a body that is printed. */
const longestBody = 1_000_000

/** A review as it is printed, of bounded size whatever a file holds. */
export function printedReview({ requests, ...review }: ReviewForm): ReviewForm {
  const printed = bounded(review)
  const more = review.changes.length - printed.changes.length
  return {
    ...printed,
    ...(more > 0 ? { more } : {}),
    requests: requests.map(({ request, body }) => {
      const bodyCharacters = body === undefined ? 0 : JSON.stringify(body).length
      if (bodyCharacters > longestBody) return { request, bodyCharacters }
      return { request, ...(body === undefined ? {} : { body }) }
    }),
  }
}

const moreLines = (more: number) => (more > 0 ? [`and ${more} more`] : [])
const largeBody = (characters: number | undefined) =>
  characters === undefined ? [] : [`(${characters} characters, not shown)`]

/** A review for a terminal. */
export function reviewText(whole: ReviewForm): string {
  const review = printedReview(whole)
  const { project, revision, changes, more = 0, requests, notTaken, secrets, refusal } = review
  const titled = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines]
  return [
    line`${project.name} (${project.slug}, ${project.environment}), revision ${revision}`,
    ...(refusal === undefined ? [] : [line`Nothing may be written to it now: ${refusal}.`]),
    ...(changes.length === 0
      ? ['Nothing is to be changed.']
      : [
          countWords(whole.changes, requests.length),
          '',
          ...withoutRepeats(changes).flatMap(changeLines),
          ...moreLines(more),
        ]),
    ...titled('People', changes.length === 0 ? [] : impactLines(review)),
    ...titled('To tell identity providers', toTellLines(review)),
    ...titled('Secrets to give to apply', [
      ...secrets.map(({ connection, field }) => line`  ${connection}: ${field}`),
      ...moreLines(whole.secrets.length - secrets.length),
    ]),
    ...titled(
      'Not changed',
      notTaken.map((item) => line`  ${item}`),
    ),
    ...requests.flatMap(({ request, body, bodyCharacters }) => [
      '',
      line`${request}`,
      ...(body === undefined ? [] : [shownBody(body)]),
      ...largeBody(bodyCharacters),
    ]),
    '',
  ].join('\n')
}

/** A review as a comment on a pull request. */
export function reviewMarkdown(whole: ReviewForm): string {
  const review = printedReview(whole)
  const {
    project,
    revision,
    changes,
    more = 0,
    requests,
    notTaken,
    secrets,
    refusal,
    impact,
  } = review
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : ['', `### ${title}`, '', ...items.map((item) => `- ${item}`)]
  return [
    `## ${plain(project.name)}: ${changes.length === 0 ? 'nothing is to be changed' : countWords(whole.changes, requests.length)}`,
    '',
    `${plain(project.slug)}, ${project.environment}, revision ${plain(revision)}`,
    ...(refusal === undefined
      ? []
      : ['', `**Nothing may be written to it now:** ${plain(refusal)}`]),
    ...withoutRepeats(changes).flatMap((change) => [
      '',
      `- **${change.status} ${kindWords[change.kind]} ${plain(change.name)}**`,
      ...shownFields(change).flatMap((field) => [
        `  - ${plain(fieldLine(field))}`,
        ...differenceMarkdown(field.lines ?? [], '    '),
      ]),
      ...change.problems.map(({ severity, message }) => `  - **${severity}:** ${plain(message)}`),
      ...(change.cases ? [`  - ${plain(casesWords(change))}`] : []),
      ...(change.heldBack === undefined
        ? []
        : [`  - **cannot be sent:** ${plain(change.heldBack)}`]),
    ]),
    ...(more > 0 ? ['', `- and ${more} more`] : []),
    ...(changes.length === 0
      ? []
      : [
          ...list('People', [
            plain(impact.summary),
            ...impact.lines.map(({ words }) => plain(words)),
          ]),
          ...(impact.more > 0 ? [`- and ${impact.more} more`] : []),
        ]),
    ...list(
      'To tell identity providers',
      toTellLines(review).map((item) => plain(item.trim())),
    ),
    ...list('Secrets to give to apply', [
      ...secrets.map(({ connection, field }) => `${plain(connection)}: ${plain(field)}`),
      ...moreLines(whole.secrets.length - secrets.length),
    ]),
    ...list('Not changed', notTaken.map(plain)),
    ...requests.flatMap(({ request, body, bodyCharacters }) => [
      '',
      `<details><summary>${plain(request)}</summary>`,
      '',
      ...(body === undefined ? [] : fenced('json', shownBody(body))),
      ...largeBody(bodyCharacters),
      '',
      '</details>',
    ]),
    '',
  ].join('\n')
}
