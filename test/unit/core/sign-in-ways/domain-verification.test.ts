import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import {
  dnsName,
  domainVerifications,
  isExempt,
  isUnverified,
  usualRecordName,
  verificationText,
} from '../../../../src/core/sign-in-ways/domain-verification'
import { verification } from '../../../support/states/radar'

const good = verification('a.example', 'pending')
const read = (listed: JsonValue) => domainVerifications({ domain_verifications: listed })

test('reads the status and the TXT record of each domain', () => {
  expect(
    read([good, { domain: 'b.example', exempt: true, txt_record_name: '_x.b.example' }]),
  ).toEqual([
    {
      domain: 'a.example',
      status: 'pending',
      exempt: false,
      recordName: '_ory-domain-verification.a.example',
      recordValue: 'ory-value-of-a.example',
    },
    {
      domain: 'b.example',
      status: '',
      exempt: true,
      recordName: '_x.b.example',
      recordValue: undefined,
    },
  ])
})

test.each([undefined, null, 'pending', {}, []])('reads none from %j', (listed) => {
  const organization: JsonObject = listed === undefined ? {} : { domain_verifications: listed }
  expect(domainVerifications(organization)).toEqual([])
})

test('entries of any form cost a good one nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), (others) => {
      // JSON of any form.
      const found = read([...(others as JsonValue[]), good])
      expect(found.at(-1)).toEqual(read([good])[0])
    }),
  )
})

test('a status that this version does not know is shown as it is and judged by nobody', () => {
  const [newer] = read([verification('a.example', 'delegated')])
  expect(newer && [verificationText(newer.status), isUnverified(newer), isExempt(newer)]).toEqual([
    'delegated',
    false,
    false,
  ])
})

test('a record name is as DNS has it', () => {
  expect(usualRecordName('Bücher.example')).toBe('_ory-domain-verification.xn--bcher-kva.example')
  expect(dnsName(' _Ory.A.example. ')).toBe('_ory.a.example')
  expect(dnsName(`${'a'.repeat(63)}.example`)).toBeDefined()
  expect(dnsName('a.'.repeat(130))).toBeUndefined()
})
