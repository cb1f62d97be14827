import { mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import OwnClaimsDialog from '../../../../../../../src/renderer/features/mappers/editor/claims/OwnClaimsDialog.vue'

beforeEach(() => vi.useFakeTimers())

async function paste(text: string) {
  const wrapper = mount(OwnClaimsDialog, {
    props: { given: 'claims' },
    attachTo: document.body,
  })
  await wrapper.find('textarea').setValue(text)
  await vi.advanceTimersByTimeAsync(200)
  await nextTick()
  const use = async () => {
    const button = wrapper.findAll('button').find((item) => item.text() === 'Use these claims')
    await button?.trigger('click')
    return wrapper.emitted<[{ name: string; mode: string; claims: any }]>('use')?.[0]?.[0]
  }
  return { wrapper, use }
}

const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')

it('decodes a token and leaves its signature out', async () => {
  const payload = { iss: 'https://id.example', sub: '1', email: 'kim@sherwood.example' }
  const { wrapper, use } = await paste([part({ alg: 'RS256' }), part(payload), 'c2ln'].join('.'))
  expect(wrapper.text()).toContain('A token (JWT), decoded and not verified')
  expect(await use()).toEqual({ name: 'Own claims', mode: 'provider', claims: payload })
})

it('replaces personal values where it is asked to', async () => {
  const payload = { iss: 'https://id.example', sub: '1', email: 'kim@sherwood.example' }
  const { wrapper, use } = await paste(JSON.stringify(payload))
  await wrapper.find('input[type="checkbox"]').setValue(true)
  const used = await use()
  expect(Object.keys(used?.claims)).toEqual(Object.keys(payload))
  expect(used?.claims.email).toMatch(/^[^@]+@[^@]+$/)
  expect(JSON.stringify(used)).not.toContain('sherwood')
})

it('offers a choice where several things are in what was pasted', async () => {
  const debug = {
    id_token_claims: { iss: 'https://id.example', sub: '1' },
    userinfo: { sub: '1', email: 'kim@example.com' },
    jsonnet_input: '{"claims":{"iss":"https://id.example","sub":"1"}}',
  }
  const { wrapper, use } = await paste(JSON.stringify(debug))
  const radios = wrapper.findAll('input[type="radio"]')
  expect(radios.length).toBeGreaterThan(1)
  await radios[1]?.setValue(true)
  const used = await use()
  expect(used?.name).toMatch(/^Own claims, /)
})

it('says in words that nothing was recognised', async () => {
  const { wrapper, use } = await paste('hello')
  expect(wrapper.text()).toContain('No claims were recognised')
  expect(await use()).toBeUndefined()
})
