import { expect, test } from 'vitest'
import { recogniseText } from '../../../../../src/core/paste/recognise'

test('a signature with thousands of websites is read up to a limit', () => {
  const sites = Array.from({ length: 3_000 }, (_, place) => `www.site-${place}.example`)
  const text = `Client ID: abc-77\n\nBest regards\nJo\n-- \n${sites.join(' ')}`
  const found = new Set(JSON.stringify(recogniseText(text)).match(/site-\d+\.example/g))
  expect(found.size).toBeGreaterThan(0)
  expect(found.size).toBeLessThan(1_000)
})

test.each([
  'All employees',
  'The whole staff',
  'Alle Beschäftigte',
  'Alle Beschäftigten',
  'Angestellte',
  'Mitarbeitende',
  'Tous les collaborateurs',
  'Todos los empleados',
  'Tutti i dipendenti',
  'Alle medewerkers',
  'Wszyscy pracownicy',
])('%s are people, and their domain is one of the organization', (people) => {
  const { domains = [] } = recogniseText(`${people}: anna.muster@acme.example`)
  expect(domains).toMatchObject([{ value: 'acme.example', from: 'prose' }])
})

test('the address of one person says less of the organization', () => {
  expect(recogniseText('Jemand kommt als anna.muster@acme.example').domains).toBeUndefined()
})
