import type { Page } from '@playwright/test'
import { threadTime } from '../support/window/frames'

/** What the floors that are measured on the window's thread do, so often. */
export const clones = { what: 'structuredClone of 5,000 connections', count: 10 }

/** What a letter may cost of the window's thread, beside a clone. */
export const inTime = {
  ratio: 0.8,
  why: 'that is 16 ms on a machine that takes 20 ms for the clone, half as fast as most',
}

/** Milliseconds of the window's thread for one clone, which does nothing with what the app holds. */
export async function cloneThread(page: Page): Promise<number> {
  const thread = await threadTime(page, () =>
    page.evaluate((count) => {
      const kept = Array.from({ length: 5000 }, (_, index) => ({
        id: `connection-${index}`,
        provider: 'generic',
        label: `Connection ${index}`,
        client_id: `client-${index}`,
        issuer_url: `https://idp-${index}.example`,
        mapper_url: `https://storage.example/${'ab'.repeat(64)}.jsonnet`,
        scope: ['openid', 'email', 'profile'],
        organization_id: '0700abbb-51bf-40f2-a1ac-f403e7b2ec20',
      }))
      for (let turn = 0; turn < count; turn += 1) structuredClone(kept)
    }, clones.count),
  )
  return thread / clones.count
}
