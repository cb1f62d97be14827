import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import type { ClaimName } from './claim-fields'

/**
 * Where Kratos reads a claim in a provider's own profile document: a path of members, or a constant
 * text.
 */
export type ClaimSource =
  | { readonly path: readonly string[]; readonly as?: 'text' | 'unix-time' }
  | { readonly fixed: string | boolean }
  | { readonly choose: (profile: JsonObject) => JsonValue | undefined }

export type ProfileTable = Readonly<Partial<Record<ClaimName, ClaimSource>>>

const at = (...path: string[]): ClaimSource => ({ path })
const numberAt = (...path: string[]): ClaimSource => ({ path, as: 'text' })
const fixed = (value: string | boolean): ClaimSource => ({ fixed: value })
const choose = (read: (profile: JsonObject) => JsonValue | undefined): ClaimSource => ({
  choose: read,
})

const github: ProfileTable = {
  iss: fixed('https://github.com/login/oauth/access_token'),
  sub: numberAt('id'),
  name: at('name'),
  nickname: at('login'),
  preferred_username: at('login'),
  profile: at('html_url'),
  picture: at('avatar_url'),
  website: at('blog'),
  email: choose((profile) => primaryEmail(profile)?.['email']),
  email_verified: choose((profile) => primaryEmail(profile)?.['verified']),
  updated_at: { path: ['updated_at'], as: 'unix-time' },
}

/** GitHub lists addresses separately; a sample has them as `emails` next to the members of `/user`. */
function primaryEmail(profile: JsonObject): JsonObject | undefined {
  const { emails } = profile
  const list = Array.isArray(emails) ? emails.filter(isJsonObject) : []
  return list.find((entry) => entry['primary'] === true)
}

/**
 * Providers without OpenID Connect: Kratos fetches their profile and fills in the claims. Only UAE PASS
 * has `raw_claims`. Source: Kratos' provider code.
 */
export const profiles: Readonly<Record<string, ProfileTable>> = {
  github,
  'github-app': github,
  slack: {
    iss: fixed('https://slack.com/oauth/'),
    sub: at('user', 'id'),
    name: at('user', 'name'),
    nickname: at('user', 'name'),
    preferred_username: at('user', 'name'),
    picture: at('user', 'image_512'),
    email: at('user', 'email'),
    email_verified: fixed(true),
    team: at('team', 'id'),
  },
  discord: {
    iss: fixed('https://discord.com/api/v9/oauth2/'),
    sub: at('id'),
    name: choose(({ username, discriminator }) => `${shown(username)}#${shown(discriminator)}`),
    nickname: at('username'),
    preferred_username: at('username'),
    picture: choose(discordPicture),
    email: at('email'),
    email_verified: at('verified'),
    locale: at('locale'),
  },
  facebook: {
    iss: choose(({ iss }) => iss ?? 'https://graph.facebook.com/me'),
    sub: at('id'),
    name: at('name'),
    given_name: at('first_name'),
    family_name: at('last_name'),
    middle_name: at('middle_name'),
    nickname: at('name'),
    preferred_username: at('name'),
    picture: at('picture', 'data', 'url'),
    email: at('email'),
    email_verified: choose(({ email }) => typeof email === 'string' && email !== ''),
    gender: at('gender'),
    birthdate: at('birthday'),
  },
  spotify: {
    iss: fixed('https://accounts.spotify.com/api/token'),
    sub: at('id'),
    name: at('display_name'),
    nickname: at('display_name'),
    profile: at('external_urls', 'spotify'),
    picture: choose(({ images }) => {
      const first = Array.isArray(images) ? images[0] : undefined
      return isJsonObject(first) ? first['url'] : undefined
    }),
    email: at('email'),
    birthdate: at('birthdate'),
  },
  linkedin: {
    iss: fixed('https://login.linkedin.com/'),
    sub: at('id'),
    name: at('localizedFirstName'),
    last_name: at('localizedLastName'),
    picture: at('profilePicture', 'displayImage'),
    email: at('email'),
  },
  amazon: {
    iss: fixed('https://api.amazon.com/auth/o2/token'),
    sub: at('user_id'),
    name: at('name'),
    email: at('email'),
    zoneinfo: at('postal_code'),
  },
  x: {
    iss: fixed('https://api.twitter.com/1.1/account/verify_credentials.json'),
    sub: at('id_str'),
    name: at('name'),
    preferred_username: at('screen_name'),
    picture: at('profile_image_url_https'),
    website: at('url'),
    email: at('email'),
  },
  patreon: {
    iss: fixed('https://www.patreon.com/'),
    sub: at('data', 'id'),
    name: at('data', 'attributes', 'full_name'),
    given_name: at('data', 'attributes', 'first_name'),
    family_name: at('data', 'attributes', 'last_name'),
    last_name: at('data', 'attributes', 'last_name'),
    picture: at('data', 'attributes', 'image_url'),
    email: at('data', 'attributes', 'email'),
  },
  lark: {
    iss: fixed('https://passport.feishu.cn/suite/passport/oauth/userinfo'),
    sub: at('open_id'),
    name: at('name'),
    nickname: at('name'),
    picture: at('avatar_url'),
    email: at('email'),
    phone_number: at('mobile'),
  },
  dingtalk: {
    iss: fixed('https://api.dingtalk.com/v1.0/contact/users/me'),
    sub: at('openId'),
    name: at('nick'),
    nickname: at('nick'),
    picture: at('avatarUrl'),
    email: at('email'),
  },
  vk: {
    iss: fixed('https://api.vk.com/method/users.get'),
    sub: numberAt('id'),
    given_name: at('first_name'),
    family_name: at('last_name'),
    nickname: at('nickname'),
    picture: at('photo_200'),
    email: at('email'),
    gender: choose(({ sex }) => (sex === 1 ? 'female' : sex === 2 ? 'male' : undefined)),
    birthdate: at('bdate'),
  },
  yandex: {
    iss: fixed('https://login.yandex.ru/info'),
    sub: at('id'),
    given_name: at('first_name'),
    family_name: at('last_name'),
    picture: choose((profile) =>
      profile['is_avatar_empty'] === true
        ? undefined
        : `https://avatars.yandex.net/get-yapic/${shown(profile['default_avatar_id'])}/islands-200`,
    ),
    email: at('default_email'),
    gender: at('sex'),
    birthdate: at('birthday'),
    phone_number: at('default_phone', 'number'),
  },
  uaepass: {
    iss: choose(({ iss }) => (typeof iss === 'string' ? iss : 'https://id.uaepass.ae')),
    sub: at('sub'),
    name: at('fullnameEN'),
    given_name: at('firstnameEN'),
    last_name: at('lastnameEN'),
    email: at('email'),
  },
}

function discordPicture({ id, avatar }: JsonObject): string | undefined {
  if (typeof avatar !== 'string' || avatar === '') return undefined
  const ending = avatar.startsWith('a_') ? 'gif' : 'png'
  return `https://cdn.discordapp.com/avatars/${shown(id)}/${avatar}.${ending}`
}

const shown = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
