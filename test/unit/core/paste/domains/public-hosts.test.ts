import { expect, test } from 'vitest'
import {
  isReservedDomain,
  isSampleDomain,
} from '../../../../../src/core/paste/domains/public-hosts'

test.each<[domain: string, isSample: boolean, isReserved: boolean]>([
  ['example.com', true, true],
  ['login.example.org', true, true],
  ['your-company.com', true, true],
  ['beispiel.de', true, false],
  ['my-domain.io', true, false],
  ['northwind.com', false, false],
  ['notexample.com', false, false],
  ['company', false, false],
])('%s is one of a template: %s, even as a value: %s', (domain, isSample, isReserved) => {
  expect([isSampleDomain(domain), isReservedDomain(domain)]).toEqual([isSample, isReserved])
})
