import { expect, it } from 'vitest'
import type { Fetched, FetchOptions } from '../../../../../src/main/api/public-fetch'
import { readFeed, trustedRelease } from '../../../../../src/main/services/updates/read-feed'
import { feedKey, releaseOf } from '../../../../support/window/update-feed'

const key = feedKey()
const release = releaseOf('0.2.0')
const feed = key.signed(JSON.stringify(release))

it('reads what the key has signed', () => {
  expect(trustedRelease(feed, key.publicKey)).toEqual({ ok: true, release })
})

it('uses nothing that was changed, signed by another, unsigned, or no release', () => {
  const other = feedKey()
  const { signed, signature } = JSON.parse(feed)
  const changed = Buffer.from(signed, 'base64').toString().replace('0.2.0', '0.3.0')
  for (const text of [
    JSON.stringify({ signed: Buffer.from(changed).toString('base64'), signature }),
    other.signed(JSON.stringify(release)),
    JSON.stringify({ signed }),
    JSON.stringify({ signed, signature: '' }),
    JSON.stringify(release),
    key.signed('not JSON'),
    key.signed(JSON.stringify({ ...release, version: 'newest' })),
    'a sign-in page of the network',
    '',
  ]) {
    expect(trustedRelease(text, key.publicKey), text).toEqual({ ok: false, why: 'untrusted' })
  }
})

it('asks its address only, and says where nobody answers', async () => {
  const asked: [string, FetchOptions][] = []
  const never = new AbortController().signal
  const source = { feed: 'https://updates.example/updates.json', page: '', ...key }
  const answering = (fetched: Fetched) =>
    readFeed(
      source,
      (address, options) => {
        asked.push([address, options])
        return Promise.resolve(fetched)
      },
      never,
    )
  expect(
    await answering({ kind: 'read', bytes: new TextEncoder().encode(feed), headers: {} }),
  ).toEqual({ ok: true, release })
  expect(await answering({ kind: 'status', status: 404 })).toEqual({
    ok: false,
    why: 'unreachable',
  })
  expect(asked.map(([address]) => address)).toEqual([source.feed, source.feed])
  expect(asked[0]?.[1]).toMatchObject({ largest: 65_536, plainLoopback: false })
  expect(asked[0]?.[1].privateHost).toBeUndefined()
})
