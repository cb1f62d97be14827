import { describe, expect, it } from 'vitest'
import { normaliseClaims } from '../../../../../src/core/mapper/kratos/normalise'
import { providerClaims } from '../../../../../src/core/mapper/kratos/provider-claims'
import { providerKinds } from '../../../../../src/core/model/providers'
import type { JsonObject } from '../../../../../src/core/model/json'
import { ids, claims } from '../../../../support/mapping/normalise'

describe('claims of other providers', () => {
  it('auth0, salesforce and gitlab have no raw_claims; times as text become numbers', () => {
    const payload = { ...ids, updated_at: '2023-11-14T22:13:20.000Z', groups: ['a'] }
    expect(claims('auth0', payload)).toEqual({ ...ids, updated_at: 1700000000 })
    expect(claims('salesforce', payload)).toEqual({ ...ids, updated_at: 1700000000 })
    expect(claims('gitlab', { sub: 'u1', nickname: 'ann', groups: ['a'] })).toEqual({
      iss: 'https://gitlab.com',
      sub: 'u1',
      nickname: 'ann',
    })
    const result = normaliseClaims('auth0', { ...ids, groups: ['a'] })
    expect(result).toMatchObject({
      ok: true,
      value: { dropped: [{ name: 'groups', why: 'lost' }] },
    })
  })

  const profiles: readonly (readonly [string, JsonObject, JsonObject])[] = [
    [
      'github',
      {
        id: 42,
        login: 'ann',
        name: 'Ann',
        blog: '',
        html_url: 'https://github.com/ann',
        updated_at: '2023-11-14T22:13:20Z',
        emails: [
          { email: 'other@example.com', primary: false, verified: true },
          { email: 'ann@example.com', primary: true, verified: true },
        ],
      },
      {
        iss: 'https://github.com/login/oauth/access_token',
        sub: '42',
        name: 'Ann',
        nickname: 'ann',
        preferred_username: 'ann',
        profile: 'https://github.com/ann',
        email: 'ann@example.com',
        email_verified: true,
        updated_at: 1700000000,
      },
    ],
    [
      'slack',
      { user: { id: 'U1', name: 'Ann', email: 'ann@example.com' }, team: { id: 'T1' } },
      {
        iss: 'https://slack.com/oauth/',
        sub: 'U1',
        name: 'Ann',
        nickname: 'Ann',
        preferred_username: 'Ann',
        email: 'ann@example.com',
        email_verified: true,
        team: 'T1',
      },
    ],
    [
      'facebook',
      { id: 'f1', name: 'Ann M', first_name: 'Ann', picture: { data: { url: 'https://p' } } },
      {
        iss: 'https://graph.facebook.com/me',
        sub: 'f1',
        name: 'Ann M',
        given_name: 'Ann',
        nickname: 'Ann M',
        preferred_username: 'Ann M',
        picture: 'https://p',
      },
    ],
    [
      'discord',
      { id: 'd1', username: 'ann', discriminator: '0', verified: false, email: 'ann@example.com' },
      {
        iss: 'https://discord.com/api/v9/oauth2/',
        sub: 'd1',
        name: 'ann#0',
        nickname: 'ann',
        preferred_username: 'ann',
        email: 'ann@example.com',
      },
    ],
    [
      'uaepass',
      { sub: 'e1', email: 'a@b.c', fullnameEN: 'Ann M', firstnameEN: 'Ann', lastnameEN: 'M' },
      {
        iss: 'https://id.uaepass.ae',
        sub: 'e1',
        name: 'Ann M',
        given_name: 'Ann',
        last_name: 'M',
        email: 'a@b.c',
        raw_claims: {
          sub: 'e1',
          email: 'a@b.c',
          fullnameEN: 'Ann M',
          firstnameEN: 'Ann',
          lastnameEN: 'M',
        },
      },
    ],
    [
      'vk',
      { id: 7, first_name: 'Ann', sex: 1 },
      { iss: 'https://api.vk.com/method/users.get', sub: '7', given_name: 'Ann', gender: 'female' },
    ],
    [
      'yandex',
      { id: '7', default_avatar_id: 'a1', is_avatar_empty: false },
      {
        iss: 'https://login.yandex.ru/info',
        sub: '7',
        picture: 'https://avatars.yandex.net/get-yapic/a1/islands-200',
      },
    ],
    [
      'yandex',
      { id: '7', default_avatar_id: 'a1', is_avatar_empty: true },
      { iss: 'https://login.yandex.ru/info', sub: '7' },
    ],
    [
      'patreon',
      { data: { id: 'p1', attributes: { email: 'a@b.c', last_name: 'M' } } },
      {
        iss: 'https://www.patreon.com/',
        sub: 'p1',
        family_name: 'M',
        last_name: 'M',
        email: 'a@b.c',
      },
    ],
  ]

  it.each(profiles)('%s is read from its own profile', (kind, payload, wanted) => {
    expect(claims(kind, payload)).toEqual(wanted)
  })

  it('every kind of a connection is known, and saml', () => {
    const missing = providerKinds
      .map(({ value }) => value)
      .filter((kind) => !providerClaims.has(kind))
    expect(missing).toEqual([])
    expect(providerClaims.get('saml')?.rawClaims).toBe(true)
    expect(normaliseClaims('okta', ids)).toMatchObject({ ok: false })
  })
})
