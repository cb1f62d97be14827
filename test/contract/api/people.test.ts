import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { value } from '../../support/services/main-services'
import { never, startPeople } from '../../support/services/people'
import { orySpecDir } from '../../support/texts/ory-spec'

const folder = orySpecDir()

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: { readonly maximum?: number }
}

test.skipIf(folder === undefined)(
  'reading people asks for what the OpenAPI document has, and never for credentials',
  async () => {
    const spec = JSON.parse(readFileSync(join(folder ?? '', 'openapi.json'), 'utf8')) as {
      paths: Record<string, { get?: { operationId: string; parameters: Parameter[] } }>
    }
    const bench = await startPeople()
    const options = { signal: never() }
    value(await bench.service.read(bench.byMade, options))
    const group = { kind: 'emergency', organizationId: crypto.randomUUID() } as const
    value(await bench.service.show({ ...bench.byMade, group }, options))
    const asked = bench.emulator.requests().filter(({ path }) => path.includes('/admin/'))
    expect(asked.length).toBeGreaterThan(2)
    for (const { method, path, url, operation } of asked) {
      const own = spec.paths[path.slice(path.indexOf('/admin/'))]?.get
      expect([method, own?.operationId]).toEqual(['GET', operation])
      const parameters = new Map(own?.parameters.map((each) => [each.name, each]))
      for (const [name, text] of new URL(url, 'http://x').searchParams) {
        expect(name).not.toContain('credential')
        expect([...parameters.keys()]).toContain(name)
        const { maximum } = parameters.get(name)?.schema ?? {}
        if (maximum !== undefined) expect(Number(text)).toBeLessThanOrEqual(maximum)
      }
    }
  },
)
