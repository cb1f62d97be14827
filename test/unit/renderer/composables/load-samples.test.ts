import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { samplesFor } from '../../../../src/core/mapper/samples/samples'
import { loadSamples } from '../../../../src/renderer/composables/load-samples'

it('loads every file of samples', async () => {
  const result = await loadSamples()
  expect(result.ok).toBe(true)
  const files = result.ok ? result.value : []
  const names = readdirSync('src/samples').filter((name) => name.endsWith('.json'))
  expect(files).toHaveLength(names.length)
  expect(samplesFor(files, { provider: 'apple' })[0]?.product).toBe('Apple')
})
