import { t } from '../language/translate'

/** Kinds of OIDC provider. Source: Kratos' configuration schema and provider code. */
export interface ProviderKind {
  readonly value: string
  readonly name: string
  readonly issuer: 'required' | 'optional' | 'none'
  /** Scopes of a new connection. */
  readonly scope: readonly string[]
  /** Which email claims are trusted; decides the default mapper. */
  readonly email: 'verified-claim' | 'trusted'
}

const kind = (
  value: string,
  name: string,
  issuer: ProviderKind['issuer'] = 'none',
  scope: readonly string[] = ['openid', 'email', 'profile'],
  email: ProviderKind['email'] = 'verified-claim',
): ProviderKind => ({ value, name, issuer, scope, email })

export const providerKinds: readonly ProviderKind[] = [
  kind('generic', t('Generic'), 'required'),
  kind('microsoft', 'Microsoft', 'none', ['openid', 'email', 'profile'], 'trusted'),
  kind('google', 'Google'),
  kind('auth0', 'Auth0', 'required'),
  kind('gitlab', 'GitLab', 'optional', ['read_user', 'openid', 'profile', 'email']),
  kind('github', 'GitHub', 'none', ['user:email']),
  kind('github-app', 'GitHub App', 'none', ['user:email']),
  kind('apple', 'Apple', 'none', ['email', 'name']),
  kind('salesforce', 'Salesforce', 'required'),
  kind('slack', 'Slack', 'none', ['identity.basic', 'identity.email']),
  kind('linkedin_v2', 'LinkedIn'),
  kind('linkedin', t('LinkedIn (old)'), 'none', ['r_emailaddress', 'r_liteprofile'], 'trusted'),
  kind('facebook', 'Facebook', 'none', ['email', 'public_profile'], 'trusted'),
  kind('amazon', 'Amazon', 'none', ['profile'], 'trusted'),
  kind('discord', 'Discord', 'none', ['identify', 'email']),
  kind('spotify', 'Spotify', 'none', ['user-read-email'], 'trusted'),
  kind('netid', 'netID'),
  kind('line', 'LINE'),
  kind('x', 'X', 'none', [], 'trusted'),
  kind('patreon', 'Patreon', 'none', ['identity', 'identity[email]'], 'trusted'),
  kind('lark', 'Lark', 'none', [], 'trusted'),
  kind('dingtalk', 'DingTalk', 'none', ['openid'], 'trusted'),
  kind('vk', 'VK', 'none', ['email'], 'trusted'),
  kind('yandex', 'Yandex', 'none', ['login:email', 'login:info'], 'trusted'),
  kind('uaepass', 'UAE PASS', 'optional', ['urn:uae:digitalid:profile:general'], 'trusted'),
  kind('fedcm-test', t('FedCM test')),
]

/** `undefined` for a provider unknown to this version. */
export function providerKind(value: string): ProviderKind | undefined {
  return providerKinds.find((item) => item.value === value)
}

/** Display name; an unknown value stays unchanged. */
export function providerName(value: string): string {
  return providerKind(value)?.name ?? value
}
