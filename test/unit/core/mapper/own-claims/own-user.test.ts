import { describe, expect, it } from 'vitest'
import { readOwnUser } from '../../../../../src/core/mapper/own-claims/own-user'

const read = (pasted: unknown) => {
  const found = readOwnUser(typeof pasted === 'string' ? pasted : JSON.stringify(pasted))
  return found.ok ? found.value : found.error.message
}

describe('a pasted SCIM user', () => {
  it('is what is tried, without its password', () => {
    expect(read({ userName: 'kim', password: 'canary', active: true })).toEqual({
      form: 'scim',
      choices: [{ name: 'User 1', mode: 'provider', payload: { userName: 'kim', active: true } }],
      notes: ['Its password was left out.'],
    })
  })

  it('is found in what stands around it', () => {
    expect(read('POST /Users\n{ "userName": "kim" }\n')).toMatchObject({ form: 'scim', notes: [] })
  })

  it('is one of a list that was answered', () => {
    expect(
      read({ totalResults: 2, Resources: [{ userName: 'a' }, { userName: 'b' }, 'c'] }),
    ).toMatchObject({ choices: [{ payload: { userName: 'a' } }, { payload: { userName: 'b' } }] })
  })

  it.each([
    ['kim', /no SCIM user/],
    ['<xml/>', /no SCIM user/],
    ['{ "userName": ', /line 1/],
    [{ Operations: [{ op: 'replace', path: 'active', value: 'False' }] }, /PATCH/],
    [{ sub: 'kim' }, /no userName/],
    [{ Resources: [] }, /no userName/],
  ])('%j is none, and says why', (pasted, why) => {
    expect(read(pasted)).toMatch(why)
    expect(read(pasted)).not.toContain('kim')
  })
})
