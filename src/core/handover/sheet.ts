import { fieldLabel, secretFields } from '../fields/fields'
import type { Protocol } from '../model/connection'
import type { IdpMetadata } from '../saml/metadata-types'
import type { Guide, GuideField, Placeholder, ProtocolGuide } from './guide'
import { receivedFields } from './received'
import type { HandoverValue, HandoverValues } from './values'

/** The content for one box on the identity provider's page. */
export type SheetContent =
  /** Values to copy. All are to be entered; the first is the most likely one where only one fits. */
  | { readonly kind: 'values'; readonly values: readonly string[] }
  /** An option to choose there. */
  | { readonly kind: 'choice'; readonly text: string }
  /** A value not known yet; the sentence says why. */
  | { readonly kind: 'missing'; readonly sentence: string }

export interface SheetField {
  readonly label: string
  readonly content: SheetContent
  readonly notes: readonly string[]
}

export interface SheetStep {
  readonly text: string
  readonly fields: readonly SheetField[]
}

export interface SheetAnswer {
  /** In the identity provider's words, with the place to find it. */
  readonly label: string
  readonly where: string
  /** Label of the field in our form. */
  readonly goesTo: string
  readonly note: string | undefined
}

export interface SheetClaim {
  readonly what: string
  readonly name: string
  readonly how: string
}

export type SheetSection =
  | { readonly kind: 'facts'; readonly heading: string; readonly fields: readonly SheetField[] }
  | { readonly kind: 'begin'; readonly heading: string; readonly path: readonly string[] }
  | { readonly kind: 'steps'; readonly heading: string; readonly steps: readonly SheetStep[] }
  | { readonly kind: 'answers'; readonly heading: string; readonly rows: readonly SheetAnswer[] }
  | { readonly kind: 'claims'; readonly heading: string; readonly rows: readonly SheetClaim[] }
  | { readonly kind: 'received'; readonly heading: string; readonly fields: readonly SheetField[] }
  | { readonly kind: 'pitfalls'; readonly heading: string; readonly items: readonly string[] }

/** A hand-over sheet as data; window, plain text and Markdown all show exactly this. */
export interface Sheet {
  readonly title: string
  readonly intro: string
  readonly sections: readonly SheetSection[]
  /** Source of the guide's words, and when they were last compared. */
  readonly origin: string
}

/** Column heads of the two tables. */
export const answerColumns = ['Send back', 'Where to find it', 'Goes to the field'] as const
export const claimColumns = ['For', 'Name', 'What to do'] as const

const safeWay = 'Send it through a secure channel, not by e-mail: it is a secret.'
const severalNotes = {
  all: 'Enter each of them: members may arrive at any of these addresses.',
  one: 'If there is room for only one, enter the first, which is the most likely one.',
} as const
const claimWords = { email: 'E-mail', name: 'Name', groups: 'Groups', other: 'Other' } as const
const protocolWords: Readonly<Record<Protocol, string>> = {
  oidc: 'OpenID Connect (OIDC)',
  saml: 'SAML 2.0',
}

/** Lists that go into a box as one text, with the separator of their items. */
const joined: Partial<Record<Placeholder, string>> = { scopes: ' ' }

function contentOf(value: HandoverValue, placeholder: Placeholder): SheetContent {
  if (value.kind === 'missing') return { kind: 'missing', sentence: value.sentence }
  const separator = joined[placeholder]
  const values = separator === undefined ? value.values : [value.values.join(separator)]
  return { kind: 'values', values }
}

function ownField(
  label: string,
  ours: Placeholder,
  values: HandoverValues,
  { takes = 'all', note = '' }: { readonly takes?: 'one' | 'all'; readonly note?: string } = {},
): SheetField {
  const content = contentOf(values[ours], ours)
  const isAddress = ours === 'redirectUrl' || ours === 'acsUrl'
  const several = isAddress && content.kind === 'values' && content.values.length > 1
  const notes = [several ? severalNotes[takes] : '', note].filter((text) => text !== '')
  return { label, content, notes }
}

function fieldOf(field: GuideField, values: HandoverValues): SheetField {
  if ('ours' in field) {
    const { label, ours, takes, note = '' } = field
    return ownField(label, ours, values, { takes, note })
  }
  const notes = field.note === undefined ? [] : [field.note]
  return { label: field.label, content: { kind: 'choice', text: field.choose }, notes }
}

function answersOf(part: ProtocolGuide): SheetAnswer[] {
  return part.sendBack.map(({ label, where, field, note }) => {
    const notes = [note ?? '', secretFields.has(field) ? safeWay : ''].filter(Boolean)
    return {
      label,
      where,
      goesTo: fieldLabel(field) ?? field,
      note: notes.length > 0 ? notes.join(' ') : undefined,
    }
  })
}

function introOf({ name, audience }: Guide): string {
  return audience === 'customer'
    ? `For the person who looks after ${name}: what to enter there, and what to send back. ` +
        'The sheet holds no secret.'
    : `For the holder of the team’s own account at ${name}: what to enter there, and what to bring ` +
        'back. The sheet holds no secret.'
}

function receivedSections(received: IdpMetadata | undefined): SheetSection[] {
  if (!received) return []
  const heading = 'What we received from you'
  return [{ kind: 'received', heading, fields: receivedFields(received) }]
}

/**
 * Fills a guide with a connection's values.
 *
 * @param received the content of the identity provider's SAML metadata, if it has sent any.
 * @throws Error where the guide does not support the protocol: `guidesFor` does not offer those.
 */
export function buildSheet(
  guide: Guide,
  protocol: Protocol,
  values: HandoverValues,
  received?: IdpMetadata,
): Sheet {
  const part = guide[protocol]
  if (!part) throw new Error(`The guide ${guide.id} does not know ${protocol}`)
  const label = values.connectionLabel
  const title = `Single sign-on with ${guide.name}`
  return {
    title: label.kind === 'known' ? `${title}: ${label.values.join(' ')}` : title,
    intro: introOf(guide),
    sections: [
      {
        kind: 'facts',
        heading: 'What this is for',
        fields: [
          ownField('Connection', 'connectionLabel', values),
          {
            label: 'Protocol',
            content: { kind: 'choice', text: protocolWords[protocol] },
            notes: [],
          },
          ownField('Organization', 'organizationName', values),
          ownField('E-mail domains', 'organizationDomains', values),
        ],
      },
      { kind: 'begin', heading: 'Where to begin', path: part.begin },
      {
        kind: 'steps',
        heading: 'Steps',
        steps: part.steps.map((step) => ({
          text: step.text,
          fields: step.fields.map((field) => fieldOf(field, values)),
        })),
      },
      {
        kind: 'claims',
        heading: protocol === 'oidc' ? 'Claims to release' : 'Attributes to release',
        rows: part.claims.map(({ kind, name, how }) => ({ what: claimWords[kind], name, how })),
      },
      { kind: 'answers', heading: 'What to send back', rows: answersOf(part) },
      ...receivedSections(received),
      { kind: 'pitfalls', heading: 'What often goes wrong', items: part.pitfalls },
    ],
    origin: `Guide of ${guide.checked}, after ${guide.source}. Menus may have moved since.`,
  }
}
