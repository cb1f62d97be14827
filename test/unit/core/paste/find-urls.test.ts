import { expect, test } from 'vitest'
import { findUrls } from '../../../../src/core/paste/find-urls'

const meant = 'https://idp.example/metadata?id=1'

test.each([
  `https://urldefense.com/v3/__${meant}__;!!AbC!dEf$`,
  `https://urldefense.proofpoint.com/v3/__${meant}__;!!AbC!dEf$`,
  `https://urldefense.com/v3/__${meant.replace('//', '/')}__;!!AbC!dEf$`,
  `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(meant)}&data=05`,
  `https://www.google.com/url?q=${encodeURIComponent(meant)}&sa=D`,
])('the address within one of a mail filter is found: %s', (wrapped) => {
  expect(findUrls(`Our metadata: ${wrapped} (new)`)).toMatchObject([
    { url: meant, host: 'idp.example', path: '/metadata' },
  ])
})
