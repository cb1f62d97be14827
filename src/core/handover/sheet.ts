import { fieldLabel, secretFields } from '../fields/fields'
import { retold, t } from '../language/translate'
import { joinCondition } from '../links/member-links'
import type { DomainVerification } from '../sign-in-ways/domain-verification'
import type { IdpMetadata } from '../saml/metadata-types'
import type { Guide, GuideField, GuideProtocol, Placeholder, ProtocolGuide } from './guide'
import { receivedFields } from './received'
import {
  provisioningPitfalls,
  provisioningTests,
  secretField,
  usedAttributes,
} from './provisioning'
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
  | {
      readonly kind: 'answers'
      readonly heading: string
      readonly heads: readonly string[]
      readonly rows: readonly SheetAnswer[]
    }
  | {
      readonly kind: 'claims'
      readonly heading: string
      readonly heads: readonly string[]
      readonly rows: readonly SheetClaim[]
    }
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

// A function, because a sheet may use another language than the app.
const safeWay = () => t('Send it through a secure channel, not by e-mail: it is a secret.')
const severalNotes = {
  all: () => t('Enter each of them: members may arrive at any of these addresses.'),
  one: () => t('If there is room for only one, enter the first, which is the most likely one.'),
} as const
const claimWords = {
  email: () => t('E-mail'),
  name: () => t('Name'),
  groups: () => t('Groups'),
  'user-name': () => t('User name'),
  active: () => t('Active'),
  other: () => t('Other'),
} as const
const protocolWords: Readonly<Record<GuideProtocol, string>> = {
  oidc: 'OpenID Connect (OIDC)',
  saml: 'SAML 2.0',
  scim: 'SCIM 2.0',
}
/** The address that the identity provider gets. */
const addresses: Readonly<Record<GuideProtocol, Placeholder>> = {
  oidc: 'redirectUrl',
  saml: 'acsUrl',
  scim: 'scimServerUrl',
}
const titles: Readonly<Record<'signIn' | 'scim', (provider: string) => string>> = {
  signIn: (provider) => t('Single sign-on with {provider}', { provider }),
  scim: (provider) => t('User provisioning with {provider}', { provider }),
}
const claimHeadings: Readonly<Record<GuideProtocol, () => string>> = {
  oidc: () => t('Claims to release'),
  saml: () => t('Attributes to release'),
  scim: () => t('Attributes to send'),
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
  const notes = [several ? severalNotes[takes]() : '', note].filter((text) => text !== '')
  return { label, content, notes }
}

/** Words of ours among the names of menus, fields and choices of a product, however short. */
const ownWords = new Set(['On', 'Off', 'Ticked', 'Not ticked', 'Leave empty'])
const isOurs = (text: string) =>
  ownWords.has(text) || /^(?:a|the) /.test(text) || text.split(' ').length > 3

/** Translates our words in the general guides; names of products stay unchanged. */
const namesIn =
  ({ fits }: Guide) =>
  (text: string): string =>
    fits.anyOther || isOurs(text) ? t(text) : text

function fieldOf(
  field: GuideField,
  values: HandoverValues,
  nameOf: (text: string) => string,
): SheetField {
  const label = nameOf(field.label)
  const note = field.note === undefined ? '' : t(field.note)
  if ('ours' in field) return ownField(label, field.ours, values, { takes: field.takes, note })
  const notes = note === '' ? [] : [note]
  return { label, content: { kind: 'choice', text: nameOf(field.choose) }, notes }
}

function answersOf(part: ProtocolGuide, nameOf: (text: string) => string): SheetAnswer[] {
  return part.sendBack.map(({ label, where, field, note }) => {
    const said = note === undefined ? '' : t(note)
    const notes = [said, secretFields.has(field) ? safeWay() : ''].filter(Boolean)
    return {
      label: nameOf(label),
      where: t(where),
      goesTo: retold(fieldLabel(field) ?? field),
      note: notes.length > 0 ? notes.join(' ') : undefined,
    }
  })
}

function introOf({ name, audience }: Guide, protocol: GuideProtocol): string {
  const values = { provider: t(name) }
  if (protocol === 'scim') {
    return t(
      'For the person who looks after {provider}: what to enter and to switch on there, and what to ' +
        'test. The sheet holds no secret.',
      values,
    )
  }
  return audience === 'customer'
    ? t(
        'For the person who looks after {provider}: what to enter there, and what to send back. ' +
          'The sheet holds no secret.',
        values,
      )
    : t(
        'For the holder of the team’s own account at {provider}: what to enter there, and what to bring ' +
          'back. The sheet holds no secret.',
        values,
      )
}

function receivedSections(received: IdpMetadata | undefined): SheetSection[] {
  if (!received) return []
  const heading = t('What we received from you')
  return [{ kind: 'received', heading, fields: receivedFields(received) }]
}

/** What changes at the identity provider: both addresses stand there until the new one has proved itself. */
function movedSections(
  protocol: GuideProtocol,
  values: HandoverValues,
  replaced: string | undefined,
): SheetSection[] {
  const address = values[addresses[protocol]]
  const isSame = address.kind === 'known' && address.values.includes(replaced ?? '')
  if (replaced === undefined || isSame) return []
  const until = t(
    'Keep it until a sign-in with the new one has worked: members may arrive at either.',
  )
  return [
    {
      kind: 'facts',
      heading: t('The address changes'),
      fields: [
        { label: t('Add this address'), content: contentOf(address, 'redirectUrl'), notes: [] },
        {
          label: t('Keep the old one for now'),
          content: { kind: 'values', values: [replaced] },
          notes: [until],
        },
      ],
    },
  ]
}

/** How people who already have an account join; absent where the connection belongs to no organization. */
function joinSections(values: HandoverValues): SheetSection[] {
  if (values.organizationName.kind === 'missing') return []
  const field = ownField(t('Join link'), 'joinUrl', values, { note: joinCondition() })
  return [{ kind: 'facts', heading: t('Members with an account'), fields: [field] }]
}

/** What a sheet is filled with, beside the values of the connection. */
interface SheetFacts {
  /** The content of the identity provider's SAML metadata, if it has sent any. */
  readonly received?: IdpMetadata | undefined
  /** The address that the identity provider has, where it gets another one. */
  readonly replaced?: string | undefined
  /** Attributes of a user that the mapper of a SCIM client reads; absent where its text is not known. */
  readonly reads?: readonly string[] | undefined
  /** Verifications of the organization's domains, where Ory returns them. */
  readonly verifications?: readonly DomainVerification[] | undefined
}

/** The TXT records that are still missing. */
function verificationSections({ verifications = [] }: SheetFacts): SheetSection[] {
  const missing = verifications.filter(({ status }) => status !== 'verified')
  if (missing.length === 0) return []
  const field = (label: string, value: string | undefined, notes: string[]): SheetField => ({
    label,
    content:
      value === undefined
        ? { kind: 'missing', sentence: t('Not known yet: the verification has not started.') }
        : { kind: 'values', values: [value] },
    notes,
  })
  return [
    {
      kind: 'steps',
      heading: t('Verify your domains'),
      steps: missing.map(({ domain, exempt, recordName, recordValue }) => ({
        text: t('Add this TXT record to the DNS of {domain}.', { domain }),
        fields: [
          field(t('Record name'), recordName, []),
          field(
            t('Record value'),
            recordValue,
            exempt ? [t('Sign-ins work without the record for now.')] : [],
          ),
        ],
      })),
    },
  ]
}

/** The metadata of a connection of the native engine, which is known before the first sign-in. */
function metadataSections(values: HandoverValues): SheetSection[] {
  const content = contentOf(values.metadataUrl, 'acsUrl')
  if (content.kind === 'missing') return []
  const note = t('If the product can import metadata, it needs neither ACS URL nor audience.')
  return [
    {
      kind: 'facts',
      heading: t('Metadata to import'),
      fields: [{ label: t('Service provider metadata'), content, notes: [note] }],
    },
  ]
}

function answerSections(guide: Guide, protocol: GuideProtocol): SheetSection[] {
  const part = protocol === 'scim' ? undefined : guide[protocol]
  if (!part) return []
  return [
    {
      kind: 'answers',
      heading: t('What to send back'),
      heads: [t('Send back'), t('Where to find it'), t('Goes to the field')],
      rows: answersOf(part, namesIn(guide)),
    },
  ]
}

/** What the sheet of a SCIM client says besides: which attributes are used, and what to test. */
function provisioningSections({ reads }: SheetFacts): SheetSection[] {
  return [
    { kind: 'facts', heading: t('Attributes that we use'), fields: [usedAttributes(reads)] },
    {
      kind: 'steps',
      heading: t('Test in this order'),
      steps: provisioningTests().map((text) => ({ text, fields: [] })),
    },
  ]
}

/** Fills a guide in the current language. Throws for an unsupported protocol, which `guidesFor` never offers. */
export function buildSheet(
  guide: Guide,
  protocol: GuideProtocol,
  values: HandoverValues,
  facts: SheetFacts = {},
): Sheet {
  const part = guide[protocol]
  if (!part) throw new Error(`The guide ${guide.id} does not know ${protocol}`)
  const nameOf = namesIn(guide)
  const label = values.connectionLabel
  const isClient = protocol === 'scim'
  const title = titles[isClient ? 'scim' : 'signIn'](t(guide.name))
  const { checked, source } = isClient && guide.scim ? guide.scim : guide
  return {
    title: label.kind === 'known' ? `${title}: ${label.values.join(' ')}` : title,
    intro: introOf(guide, protocol),
    sections: [
      {
        kind: 'facts',
        heading: t('What this is for'),
        fields: [
          ownField(isClient ? t('SCIM client') : t('Connection'), 'connectionLabel', values),
          {
            label: t('Protocol'),
            content: { kind: 'choice', text: protocolWords[protocol] },
            notes: [],
          },
          ownField(t('Organization'), 'organizationName', values),
          ownField(t('E-mail domains'), 'organizationDomains', values),
          ...(isClient ? [secretField()] : []),
        ],
      },
      ...(isClient ? [] : movedSections(protocol, values, facts.replaced)),
      ...metadataSections(values),
      { kind: 'begin', heading: t('Where to begin'), path: part.begin.map(nameOf) },
      {
        kind: 'steps',
        heading: t('Steps'),
        steps: part.steps.map((step) => ({
          text: t(step.text),
          fields: step.fields.map((field) => fieldOf(field, values, nameOf)),
        })),
      },
      {
        kind: 'claims',
        heading: claimHeadings[protocol](),
        heads: [t('For'), t('Name'), t('What to do')],
        rows: part.claims.map(({ kind, name, how }) => ({
          what: claimWords[kind](),
          name: nameOf(name),
          how: t(how),
        })),
      },
      ...answerSections(guide, protocol),
      ...verificationSections(facts),
      ...receivedSections(facts.received),
      ...(isClient ? provisioningSections(facts) : joinSections(values)),
      {
        kind: 'pitfalls',
        heading: t('What often goes wrong'),
        items: [
          ...(isClient ? provisioningPitfalls() : []),
          ...part.pitfalls.map((item) => t(item)),
        ],
      },
    ],
    origin: t('Guide of {day}, after {source}. Menus may have moved since.', {
      day: checked,
      source,
    }),
  }
}
