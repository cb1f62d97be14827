import { expect, test } from 'vitest'
import { joinLink, signInLink } from '../../../../src/core/links/member-links'

const origin = 'https://id.customer.example'

test('sign-in starts at a page of the project, or of one organization', () => {
  expect(signInLink(origin)).toBe(`${origin}/self-service/login/browser`)
  expect(signInLink(origin, 'o/1')).toBe(`${origin}/self-service/login/browser?organization=o%2F1`)
})

test('people join an organization on the settings page', () => {
  expect(joinLink(origin, 'o/1')).toBe(`${origin}/self-service/settings/browser?organization=o%2F1`)
})
