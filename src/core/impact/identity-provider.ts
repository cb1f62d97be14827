import { secretFields } from '../fields/fields'
import { sameField } from '../intents/field-values'
import { isSecretReference } from '../intents/secret-places'
import { t } from '../language/translate'
import { textMember } from '../model/json'
import { providerName } from '../model/providers'
import type { SetUpConnection } from '../model/set-up'
import type { ConnectionPair } from './connections'
import type { ImpactLine } from './line'
import { connectionName, linking } from './way-words'

/** Members that identify the identity provider, besides the kind. */
const places = ['issuer_url', 'microsoft_tenant', 'auth_url', 'token_url', 'apple_team_id'] as const

const valueOf = ({ fields }: SetUpConnection, name: string) => textMember(fields, name) ?? ''

/** Ignores trailing slashes and white space. */
const plainAddress = (text: string) => text.trim().replace(/\/+$/, '').toLowerCase()

type Difference = 'provider' | 'client' | 'subject' | 'spelling'

/** Only Microsoft has a selectable subject. */
const subjectSource = (connection: SetUpConnection) =>
  valueOf(connection, 'provider') === 'microsoft'
    ? valueOf(connection, 'subject_source') || 'userinfo'
    : ''

/** `spelling`: only case or a trailing slash, which Ory compares exactly. */
function differenceOf(before: SetUpConnection, after: SetUpConnection): Difference | undefined {
  const names = ['provider', ...places]
  const changed = names.filter((name) => valueOf(before, name) !== valueOf(after, name))
  const isOther = changed.some(
    (name) => plainAddress(valueOf(before, name)) !== plainAddress(valueOf(after, name)),
  )
  if (isOther) return 'provider'
  if (valueOf(before, 'client_id') !== valueOf(after, 'client_id')) return 'client'
  if (subjectSource(before) !== subjectSource(after)) return 'subject'
  return changed.length > 0 ? 'spelling' : undefined
}

/** Whether a secret changes; setups never contain its value. */
export function secretChange(
  before: Pick<SetUpConnection, 'fields'>,
  after: Pick<SetUpConnection, 'fields'>,
): 'other' | 'none' | undefined {
  for (const field of secretFields) {
    const [was, is] = [before.fields[field], after.fields[field]]
    if (isSecretReference(is) && !sameField(field, was, is)) return 'other'
    if (was !== undefined && was !== '' && (is === undefined || is === '')) return 'none'
  }
  return undefined
}

/** Such as `https://idp.example, client 0oa1`. */
function whereWords(connection: SetUpConnection): string {
  const kind = valueOf(connection, 'provider')
  // Microsoft and Apple have fixed issuers; tenant or team identify them.
  const own: Readonly<Record<string, string>> = {
    microsoft: 'microsoft_tenant',
    apple: 'apple_team_id',
  }
  const names = [own[kind] ?? 'issuer_url', ...places]
  const [place] = names.flatMap((name) => valueOf(connection, name) || [])
  const provider = place ?? providerName(kind)
  const client = valueOf(connection, 'client_id')
  return client === '' ? provider : t('{provider}, client {client}', { provider, client })
}

function differenceWords(
  difference: Difference,
  connection: string,
  hasNewSecret: boolean,
): string[] {
  switch (difference) {
    case 'provider':
      return [
        t('People who use {connection} sign in at another identity provider.', { connection }),
        ...(hasNewSecret
          ? []
          : [
              t(
                'The stored client secret belongs to the former identity provider: enter the new one.',
              ),
            ]),
        linking,
      ]
    case 'client':
      return [
        t(
          '{connection} becomes another client at its identity provider, which has to know the redirect URL for it.',
          { connection },
        ),
        ...(hasNewSecret
          ? []
          : [t('The stored client secret belongs to the former client: enter the new one.')]),
        t(
          'Some identity providers, such as Microsoft Entra ID, send another subject to each client: then people are asked to link an account.',
        ),
      ]
    case 'subject':
      return [
        t('{connection} takes the subject of people from elsewhere.', { connection }),
        linking,
      ]
    case 'spelling':
      return [
        t(
          'The issuer of {connection} is spelled differently: sign-ins fail if the identity provider does not publish it exactly so.',
          { connection },
        ),
      ]
  }
}

function oidcLines({ key, before, after }: Required<ConnectionPair>): ImpactLine[] {
  const subject = connectionName(after)
  const place = { kind: 'connection', key } as const
  const difference = differenceOf(before, after)
  const secret = secretChange(before, after)
  if (difference !== undefined) {
    // Apple signs with a key, also a secret field, and stores no client secret.
    const hasNewSecret = secret !== undefined || valueOf(after, 'provider') === 'apple'
    const words = differenceWords(difference, subject, hasNewSecret).join(' ')
    const [was, is] =
      difference === 'subject'
        ? [subjectSource(before), subjectSource(after)]
        : [whereWords(before), whereWords(after)]
    const sides = was === is ? {} : { before: was, after: is }
    return [{ id: `provider ${key}`, kind: 'other-provider', subject, words, ...sides, place }]
  }
  if (secret === undefined) return []
  const words =
    secret === 'other'
      ? t(
          '{connection} gets another client secret: sign-ins fail if it is not the one that its identity provider has.',
          { connection: subject },
        )
      : t('{connection} loses its client secret: nobody can sign in with it without one.', {
          connection: subject,
        })
  return [{ id: `secret ${key}`, kind: 'secret', subject, words, place }]
}

/** Effects of an OIDC connection's new identity provider, client or secret. */
export function providerLines({ key, before, after }: ConnectionPair): ImpactLine[] {
  return before && after && after.protocol !== 'saml' ? oidcLines({ key, before, after }) : []
}
